package tui

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/vt"
	"github.com/creack/pty"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// terminal is a real pseudo-terminal with the program running in it.
type terminal struct {
	t      *testing.T
	ptmx   *os.File
	screen *vt.Emulator
	mu     sync.Mutex
	raw    strings.Builder
	done   chan error
}

// emptyBackend reads at once and applies nothing.
type emptyBackend struct {
	uitest.Backend
	panics bool
}

func (b *emptyBackend) Watch(ctx context.Context) <-chan diagnose.Update {
	ch := make(chan diagnose.Update, 1)
	ch <- diagnose.Update{Snapshot: uitest.Snapshot(uitest.Noon), Live: true}
	context.AfterFunc(ctx, func() { close(ch) })
	return ch
}

func (b *emptyBackend) Check(context.Context, diagnose.Fix) []diagnose.Precheck {
	if b.panics {
		panic("a mistake in the backend")
	}
	return nil
}

func start(t *testing.T, ctx context.Context, b ui.Backend) *terminal {
	t.Helper()
	ptmx, tty, err := pty.Open()
	if err != nil {
		t.Skipf("no pseudo-terminal here: %v", err)
	}
	t.Setenv("TERM", "xterm-256color")
	if err := pty.Setsize(ptmx, &pty.Winsize{Rows: 24, Cols: 80}); err != nil {
		t.Fatal(err)
	}
	x := &terminal{t: t, ptmx: ptmx, screen: vt.NewEmulator(80, 24), done: make(chan error, 1)}
	t.Cleanup(func() { ptmx.Close(); tty.Close() })
	go io.Copy(io.Discard, x.screen) // the answers of the emulator to queries
	t.Cleanup(func() { x.screen.InputPipe().(io.Closer).Close() })
	go func() {
		buf := make([]byte, 32<<10)
		for {
			n, err := ptmx.Read(buf)
			x.mu.Lock()
			x.raw.Write(buf[:n])
			x.screen.Write(buf[:n])
			x.mu.Unlock()
			if err != nil {
				return
			}
		}
	}()
	go func() {
		x.done <- Run(ctx, b, ui.Options{Version: "1.0.0", Context: "kind-lab", Namespace: "all namespaces", Input: tty, Output: tty})
	}()
	return x
}

func (x *terminal) waitFor(what string) {
	x.t.Helper()
	for range 500 {
		x.mu.Lock()
		s := x.screen.String()
		x.mu.Unlock()
		if strings.Contains(s, what) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	x.t.Fatalf("the terminal never showed %q:\n%s", what, x.screen.String())
}

func (x *terminal) keys(s string) { io.WriteString(x.ptmx, s) }

// ended waits for Run and says how it ended; the terminal must be as before.
func (x *terminal) ended() error {
	x.t.Helper()
	select {
	case err := <-x.done:
		time.Sleep(50 * time.Millisecond) // the last bytes
		x.mu.Lock()
		defer x.mu.Unlock()
		raw := x.raw.String()
		for on, off := range map[string]string{"\x1b[?1049h": "\x1b[?1049l", "\x1b[?25l": "\x1b[?25h", "\x1b[?2004h": "\x1b[?2004l"} {
			if i := strings.LastIndex(raw, on); i >= 0 && !strings.Contains(raw[i:], off) {
				x.t.Errorf("%q was switched on and not off again", on)
			}
		}
		return err
	case <-time.After(10 * time.Second):
		x.t.Fatal("the program does not end")
		return nil
	}
}

func TestRunInATerminal(t *testing.T) {
	x := start(t, t.Context(), &emptyBackend{})
	x.waitFor("10 failing of 43")
	x.keys("jjjj\r")
	x.waitFor("misspelled registry name")
	x.keys("\x1b")
	x.waitFor("view: pods")
	x.keys("q")
	if err := x.ended(); err != nil {
		t.Errorf("quitting is an error: %v", err)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	x := start(t, ctx, &emptyBackend{})
	x.waitFor("10 failing of 43")
	cancel()
	if err := x.ended(); err != nil {
		t.Errorf("a cancelled context is an error: %v", err)
	}
}

func TestRunGivesTheTerminalBackAfterAPanic(t *testing.T) {
	x := start(t, t.Context(), &emptyBackend{panics: true})
	x.waitFor("10 failing of 43")
	x.keys("jjjjf")
	if err := x.ended(); !errors.Is(err, tea.ErrProgramPanic) {
		t.Errorf("Run = %v, want the panic as an error", err)
	}
}
