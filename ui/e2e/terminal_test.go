// Package e2e drives the real program in a real pseudo-terminal, from the
// keyboard, and reads the screen as a terminal would show it.
package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// binary is the program under test, built once.
var binary = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "pulldoctor-e2e")
	if err != nil {
		return "", err
	}
	path := filepath.Join(dir, "pulldoctor")
	if out, err := exec.Command("go", "build", "-o", path, "../..").CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build: %w\n%s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := binary(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// screen is the program in a terminal, for one test.
type screen struct {
	*terminal.Terminal
	t      *testing.T
	copies int // those that copied has returned
}

// start runs the program in a window of this size.
func start(t *testing.T, cols, rows int, env []string, args ...string) *screen {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	if slices.Contains(args, "--train") && !slices.Contains(args, "--choice") { // the tests are about what comes after the choice
		args = append(args, "--free")
	}
	args = slices.DeleteFunc(slices.Clone(args), func(a string) bool { return a == "--choice" })
	term, err := terminal.Start(path, cols, rows, env, args...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(term.Close)
	return &screen{Terminal: term, t: t}
}

// keys types.
func (s *screen) keys(keys string) {
	s.t.Helper()
	if err := s.Keys(keys); err != nil {
		s.t.Fatal(err)
	}
}

// waitFor waits until the screen shows every text.
func (s *screen) waitFor(texts ...string) {
	s.t.Helper()
	if _, err := s.Wait(20*time.Second, texts...); err != nil {
		s.t.Fatal(err)
	}
}

// waitOpen waits until the program has taken over the terminal, in windows too
// where nothing can be read.
func (s *screen) waitOpen() {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); !strings.Contains(s.Raw(), "\x1b[?1049h"); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			s.t.Fatalf("the program takes no screen: %q", s.Raw())
		}
	}
}

// exit waits for the program to end and gives its exit code.
func (s *screen) exit() int {
	s.t.Helper()
	select {
	case <-s.Done():
		return s.Cmd.ProcessState.ExitCode()
	case <-time.After(15 * time.Second):
		before := len(s.Raw())
		_ = s.Cmd.Process.Signal(syscall.SIGQUIT) // it tells where it hangs
		time.Sleep(time.Second)
		s.t.Fatalf("the program does not end; the screen:\n%s\n%s", s.Screen(), s.Raw()[before:])
		return -1
	}
}
