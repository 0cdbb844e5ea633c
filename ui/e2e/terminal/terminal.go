// Package terminal runs a program in a pseudo-terminal with an emulator, types
// into it, and reads the screen as a user would see it. The end-to-end tests
// and the pictures of the README use it.
package terminal

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"time"

	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"
)

// Keys that are not letters, as a terminal sends them.
const (
	Enter = "\r"
	Esc   = "\x1b"
	CtrlC = "\x03"
	Up    = "\x1b[A"
	Down  = "\x1b[B"
	Right = "\x1b[C"
	Left  = "\x1b[D"
)

// Terminal is a running program and its screen.
type Terminal struct {
	Cmd  *exec.Cmd
	pty  *os.File
	done chan error

	screen sync.Mutex
	vt     *vt.Emulator

	mu      sync.Mutex
	raw     []byte            // all output
	answers map[string]string // to queries of the program, each sent once
}

// Start runs a program in a window of this size. Env is added to the
// environment of a true-color terminal.
func Start(path string, cols, rows int, env []string, args ...string) (*Terminal, error) {
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR="}, env...)...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)})
	if err != nil {
		return nil, err
	}
	t := &Terminal{Cmd: cmd, pty: f, vt: vt.NewEmulator(cols, rows), done: make(chan error, 1)}
	// Discard the answers of the emulator to queries: only Answer answers.
	go func() { _, _ = io.Copy(io.Discard, t.vt) }()
	var reading sync.WaitGroup
	reading.Go(func() {
		buf := make([]byte, 1<<15)
		for {
			n, err := f.Read(buf)
			t.wrote(buf[:n])
			t.screen.Lock()
			_, _ = t.vt.Write(buf[:n])
			t.screen.Unlock()
			if err != nil {
				return
			}
		}
	})
	go func() {
		err := cmd.Wait()
		reading.Wait()
		_ = t.vt.InputPipe().(io.Closer).Close()
		t.done <- err
	}()
	return t, nil
}

// wrote keeps the output of the program and answers its queries.
func (t *Terminal) wrote(b []byte) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.raw = append(t.raw, b...)
	for question, answer := range t.answers {
		if bytes.Contains(t.raw, []byte(question)) {
			delete(t.answers, question)
			_, _ = t.pty.WriteString(answer)
		}
	}
}

// Answer makes the terminal answer a query of the program, such as the one for
// synchronized output, also if it was sent before.
func (t *Terminal) Answer(question, answer string) {
	t.mu.Lock()
	if t.answers == nil {
		t.answers = map[string]string{}
	}
	t.answers[question] = answer
	t.mu.Unlock()
	t.wrote(nil)
}

// Raw is all output of the program with its escape sequences.
func (t *Terminal) Raw() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.raw)
}

// Close kills the program and closes the terminal.
func (t *Terminal) Close() {
	_ = t.Cmd.Process.Kill()
	_ = t.pty.Close()
}

// Hangup closes the terminal, as closing a window does; the program gets
// SIGHUP.
func (t *Terminal) Hangup() { _ = t.pty.Close() }

// Done receives the result of the program once.
func (t *Terminal) Done() <-chan error { return t.done }

// Keys types keys.
func (t *Terminal) Keys(keys string) error {
	_, err := t.pty.WriteString(keys)
	return err
}

// Redraw makes the program redraw its whole screen by changing the size of the
// window: the screen then does not depend on what was shown before.
func (t *Terminal) Redraw() error {
	t.screen.Lock()
	cols, rows := t.vt.Width(), t.vt.Height()
	t.screen.Unlock()
	for _, c := range []int{cols - 1, cols} {
		t.screen.Lock()
		t.vt.Resize(c, rows)
		t.screen.Unlock()
		if err := pty.Setsize(t.pty, &pty.Winsize{Rows: uint16(rows), Cols: uint16(c)}); err != nil {
			return err
		}
		time.Sleep(300 * time.Millisecond)
	}
	return nil
}

// Screen is the text on the screen, without trailing spaces.
func (t *Terminal) Screen() string {
	t.screen.Lock()
	text := t.vt.String()
	t.screen.Unlock()
	var out []string
	for _, l := range strings.Split(text, "\n") {
		out = append(out, strings.TrimRight(l, " "))
	}
	return strings.TrimRight(strings.Join(out, "\n"), "\n")
}

// Wait waits until the screen shows every text, at most for d.
func (t *Terminal) Wait(d time.Duration, texts ...string) (string, error) {
	for end := time.Now().Add(d); ; time.Sleep(15 * time.Millisecond) {
		screen := t.Screen()
		missing := ""
		for _, x := range texts {
			if !strings.Contains(screen, x) {
				missing = x
			}
		}
		if missing == "" {
			return screen, nil
		}
		if time.Now().After(end) {
			return screen, fmt.Errorf("no %q on the screen:\n%s", missing, screen)
		}
	}
}
