package e2e

import (
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// What is not text on the screen: modes, the window's title, progress on its
// tab. The terminal has to be asked for it, and asked again to stop when the program ends.

// Every frame is between "begin" and "end" of a
// synchronized update, so that none is ever seen half drawn.
func TestFramesAreSynchronized(t *testing.T) {
	s := start(t, 80, 24, nil, "--train")
	s.Answer("\x1b[?2026$p", "\x1b[?2026;2$y")
	s.loaded()
	before := len(s.Raw())
	for range 5 {
		s.keys("j")
		time.Sleep(60 * time.Millisecond)
	}
	s.keys("\t")
	s.waitFor("PODS↓")
	raw := s.Raw()[before:]
	begin, end := strings.Count(raw, "\x1b[?2026h"), strings.Count(raw, "\x1b[?2026l")
	if begin < 3 || begin-end > 1 {
		t.Fatalf("%d updates begin and %d end", begin, end)
	}
	outside := regexp.MustCompile(`(?s)\x1b\[\?2026h.*?\x1b\[\?2026l`).ReplaceAllString(raw, "")
	outside, _, _ = strings.Cut(outside, "\x1b[?2026h") // one that is being written
	if text := regexp.MustCompile(`\x1b(\[[0-9;?]*[a-zA-Z]|\][^\x07\x1b]*(\x07|\x1b\\))`).ReplaceAllString(outside, ""); strings.TrimSpace(text) != "" {
		t.Errorf("drawn outside of an update: %q", text)
	}
}

// modes are what the program switches on, and how it is switched off.
var modes = map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", pastes: "\x1b[?2004l", "\x1b[?1002h": "\x1b[?1002l", "\x1b[?1006h": "\x1b[?1006l"}

// pastes is bracketed paste.
const pastes = "\x1b[?2004h"

func (s *screen) restored() {
	s.t.Helper()
	raw := s.Raw()
	for on, off := range modes {
		if strings.Contains(raw, "ready>") && on == pastes { // the shell wants them too
			continue
		}
		if i := strings.LastIndex(raw, on); i >= 0 && !strings.Contains(raw[i:], off) {
			s.t.Errorf("%q was switched on and not off again", on)
		}
	}
	if i := strings.LastIndex(raw, "\x1b]9;4;3"); i >= 0 && !strings.Contains(raw[i:], "\x1b]9;4;0") {
		s.t.Error("progress stays on the window's tab")
	}
}

// Whatever ends the program, the terminal is as before.
func TestEveryWayOut(t *testing.T) {
	signal := func(sig syscall.Signal) func(s *screen) {
		return func(s *screen) { _ = s.Cmd.Process.Signal(sig) }
	}
	for name, way := range map[string]struct {
		leave func(s *screen)
		code  int
	}{
		"q":       {func(s *screen) { s.keys("q") }, 0},
		"ctrl+c":  {func(s *screen) { s.keys(terminal.CtrlC) }, 0},
		"SIGTERM": {signal(syscall.SIGTERM), 128 + int(syscall.SIGTERM)},
		"SIGHUP":  {signal(syscall.SIGHUP), 128 + int(syscall.SIGHUP)},
		"SIGINT":  {signal(syscall.SIGINT), 128 + int(syscall.SIGINT)},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, 80, 24, nil, "--train")
			s.loaded()
			way.leave(s)
			if code := s.exit(); code != way.code {
				t.Errorf("exit code %d", code)
			}
			s.restored()
		})
	}
}

// ctrl+z goes back to the shell, with the terminal as it was, and fg comes back.
func TestStopAndContinue(t *testing.T) {
	shell, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash here")
	}
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	term, err := terminal.Start(shell, 80, 24, []string{"PS1=ready> "}, "--norc", "-i")
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	t.Cleanup(term.Close)
	s := &screen{Terminal: term, t: t}
	s.waitFor("ready>")
	s.keys(path + " --train --free" + terminal.Enter)
	s.loaded()
	s.keys("\x1a")
	s.waitFor("ready>", "Stopped")
	s.restored()
	s.keys("fg" + terminal.Enter)
	s.waitFor("live", "enter diagnose")
	s.keys("q")
	s.waitFor("ready>")
	s.restored()
	s.keys("exit" + terminal.Enter)
}

// Without a shell ctrl+z would end in nowhere: it is refused.
func TestStopWithoutAShell(t *testing.T) {
	s := start(t, 80, 24, nil, "--train")
	s.loaded()
	s.keys("\x1a")
	s.waitFor("there is no shell to return to")
	s.keys("q")
	s.exit()
}

// The title says where one is; progress is on the window's tab.
func TestTitleAndProgress(t *testing.T) {
	t.Parallel()
	s := start(t, 80, 24, nil, "--train")
	s.open("web", "storefront")
	s.keys("f")
	s.waitFor("checks passed")
	time.Sleep(500 * time.Millisecond)
	s.keys("A")
	s.waitFor("✓ recovered")
	raw := s.Raw()
	for _, want := range []string{"\x1b]2;pulldoctor: practice cluster / all namespaces", "\x1b]2;pulldoctor: practice cluster / web / storefront", "\x1b]9;4;"} {
		if !strings.Contains(raw, want) {
			t.Errorf("never written: %q", want)
		}
	}
}

// NO_COLOR with any value means no colour.
func TestNoColour(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"1", "0", "false", "x"} {
		s := start(t, 80, 24, []string{"NO_COLOR=" + value}, "--train")
		s.loaded()
		s.keys("G" + terminal.Enter)
		s.waitFor("BROKEN")
		if m := regexp.MustCompile(`\x1b\[[0-9;]*[34]8;[25];[0-9;]*m|\x1b\[(3|4|9|10)[0-7]m`).FindString(s.Raw()); m != "" {
			t.Errorf("NO_COLOR=%s: %q sets a colour", value, m)
		}
	}
}
