// Package e2e drives the real program in a real pseudo-terminal, from the
// keyboard, and reads the screen as a terminal would show it.
package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/hinshun/vt10x"
)

// binary is the program under test, built once.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pulldoctor-e2e")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "pulldoctor")
	out, err := exec.Command("go", "build", "-o", path, "../..").CombinedOutput()
	if err != nil {
		return "", &buildError{string(out)}
	}
	return path, nil
})

type buildError struct{ text string }

func (e *buildError) Error() string { return "go build: " + e.text }

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// terminal is a program in a pseudo-terminal with an emulator behind it.
type terminal struct {
	t    *testing.T
	cmd  *exec.Cmd
	pty  *os.File
	vt   vt10x.Terminal
	done chan error
}

// start runs the program in a window of this size.
func start(t *testing.T, cols, rows int, env []string, args ...string) *terminal {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR="}, env...)...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)})
	if err != nil {
		t.Fatal(err)
	}
	term := &terminal{t: t, cmd: cmd, pty: f, vt: vt10x.New(vt10x.WithSize(cols, rows)), done: make(chan error, 1)}
	var reading sync.WaitGroup
	reading.Go(func() {
		buf := make([]byte, 1<<15)
		for {
			n, err := f.Read(buf)
			if n > 0 {
				_, _ = term.vt.Write(buf[:n])
			}
			if err != nil {
				return
			}
		}
	})
	go func() {
		err := cmd.Wait()
		reading.Wait()
		term.done <- err
	}()
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = f.Close()
	})
	return term
}

// screen is what the terminal shows, lines without trailing blanks.
func (s *terminal) screen() string {
	var out []string
	for _, l := range strings.Split(s.vt.String(), "\n") {
		out = append(out, strings.TrimRight(l, " "))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// keys types.
func (s *terminal) keys(keys string) {
	s.t.Helper()
	if _, err := s.pty.WriteString(keys); err != nil {
		s.t.Fatal(err)
	}
}

// Names of keys that are not letters.
const (
	enter = "\r"
	esc   = "\x1b"
	ctrlC = "\x03"
)

// waitFor waits until the screen shows every text.
func (s *terminal) waitFor(texts ...string) string {
	s.t.Helper()
	return s.wait(20*time.Second, texts...)
}

func (s *terminal) wait(d time.Duration, texts ...string) string {
	s.t.Helper()
	for end := time.Now().Add(d); ; time.Sleep(15 * time.Millisecond) {
		screen := s.screen()
		missing := ""
		for _, x := range texts {
			if !strings.Contains(screen, x) {
				missing = x
			}
		}
		if missing == "" {
			return screen
		}
		if time.Now().After(end) {
			s.t.Fatalf("no %q on the screen:\n%s", missing, screen)
		}
	}
}

// exit waits for the program to end and gives its exit code.
func (s *terminal) exit() int {
	s.t.Helper()
	select {
	case <-s.done:
		return s.cmd.ProcessState.ExitCode()
	case <-time.After(15 * time.Second):
		s.t.Fatalf("the program does not end; the screen:\n%s", s.screen())
		return -1
	}
}
