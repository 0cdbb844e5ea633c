// Package terminal runs a program in a pseudo-terminal with an emulator behind
// it, types into it, and reads the screen as a person would see it. The tests
// and the pictures of the README are made with it.
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

// Terminal is a running program and what it shows.
type Terminal struct {
	Cmd  *exec.Cmd
	pty  *os.File
	done chan error

	screen sync.Mutex
	vt     *vt.Emulator

	mu      sync.Mutex
	raw     []byte            // all that was written
	answers map[string]string // to questions of the program, each given once
}

// Start runs a program in a window of this size. Env is added to the
// environment, which says that the terminal has all colours.
func Start(path string, cols, rows int, env []string, args ...string) (*Terminal, error) {
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), append([]string{"TERM=xterm-256color", "COLORTERM=truecolor", "NO_COLOR="}, env...)...)
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: uint16(rows), Cols: uint16(cols)})
	if err != nil {
		return nil, err
	}
	t := &Terminal{Cmd: cmd, pty: f, vt: vt.NewEmulator(cols, rows), done: make(chan error, 1)}
	// The emulator would answer questions of the program. Only Answer does.
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

// wrote keeps what the program has written and answers its questions.
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

// Answer has the terminal answer a question of the program, such as whether it
// can show frames at once, also one that was asked already.
func (t *Terminal) Answer(question, answer string) {
	t.mu.Lock()
	if t.answers == nil {
		t.answers = map[string]string{}
	}
	t.answers[question] = answer
	t.mu.Unlock()
	t.wrote(nil)
}

// Raw is all that the program has written, escape sequences included.
func (t *Terminal) Raw() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return string(t.raw)
}

// Close ends the program and the terminal.
func (t *Terminal) Close() {
	_ = t.Cmd.Process.Kill()
	_ = t.pty.Close()
}

// Hangup closes the terminal, as a window that is closed does; the program is
// told with SIGHUP.
func (t *Terminal) Hangup() { _ = t.pty.Close() }

// Done gives how the program ended, once.
func (t *Terminal) Done() <-chan error { return t.done }

// Keys types.
func (t *Terminal) Keys(keys string) error {
	_, err := t.pty.WriteString(keys)
	return err
}

// Redraw makes the program draw all of its screen anew, by way of another
// window size: what is then shown does not hang on what stood there before.
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

// Screen is what the terminal shows, lines without trailing blanks.
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
