package terminal

import (
	"strings"
	"testing"
	"time"
)

// TestTerminal types into a shell and reads its screen with colors.
func TestTerminal(t *testing.T) {
	x, err := Start("/bin/sh", 40, 4, []string{"PS1=$ "})
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer x.Close()
	if err := x.Keys(`printf '\033[38;2;1;2;3mnear\033[0m \033[1mfar\033[0m \033[7mback\033[0m\n'` + Enter); err != nil {
		t.Fatal(err)
	}
	if _, err := x.Wait(10*time.Second, "near far back"); err != nil {
		t.Fatal(err)
	}
	got := x.ANSI("#aaaaaa", "#101010", "#ffffff")
	for _, want := range []string{"\x1b[38;2;1;2;3mnear", "\x1b[38;2;255;255;255mfar", "\x1b[38;2;16;16;16m\x1b[48;2;170;170;170mback"} {
		if !strings.Contains(got, want) {
			t.Errorf("the screen lacks %q: %q", want, got)
		}
	}
	if _, err := x.Wait(10*time.Millisecond, "never"); err == nil {
		t.Error("no error for a text that never appears")
	}
	if err := x.Keys("exit" + Enter); err != nil {
		t.Fatal(err)
	}
	select {
	case <-x.Done():
	case <-time.After(10 * time.Second):
		t.Error("the end of the program is not reported")
	}
}

// A character that is split between two reads is shown.
func TestSplitCharacter(t *testing.T) {
	x, err := Start("/bin/sh", 40, 4, nil, "-c", `printf 'a\342'; sleep 0.3; printf '\224\200b'`)
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	defer x.Close()
	if _, err := x.Wait(10*time.Second, "a\u2500b"); err != nil {
		t.Error(err)
	}
}
