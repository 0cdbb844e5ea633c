//go:build !windows

package e2e

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// What a terminal is set to while the program runs is undone by these.
var restored = []string{"\x1b[?1049l", "\x1b[?25h", "\x1b[?2004l"}

// Whoever ends the program from outside gets the terminal back.
func TestEndedBySignal(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGHUP, syscall.SIGINT} {
		t.Run(sig.String(), func(t *testing.T) {
			s := start(t, 100, 30, nil, "--train")
			s.waitFor("● live")
			if err := s.Cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			if code := s.exit(); code != 128+int(sig) {
				t.Errorf("exit code %d", code)
			}
			raw := s.Raw()
			for _, seq := range restored {
				if !strings.Contains(raw, seq) {
					t.Errorf("the terminal is not given back: no %q", seq)
				}
			}
			if strings.Contains(raw, "goroutine ") || strings.Contains(raw, "panic") {
				t.Errorf("it ends with a trace")
			}
		})
	}
}

// A dump of the goroutines is readable: the terminal is given back before it.
func TestDumpIsReadable(t *testing.T) {
	s := start(t, 100, 30, nil, "--train")
	s.waitFor("● live")
	if err := s.Cmd.Process.Signal(syscall.SIGQUIT); err != nil {
		t.Fatal(err)
	}
	if code := s.exit(); code != 2 {
		t.Errorf("exit code %d", code)
	}
	raw := s.Raw()
	for _, seq := range restored {
		if at := strings.Index(raw, seq); at < 0 || at > strings.Index(raw, "goroutine ") {
			t.Errorf("the terminal is not given back before the dump: no %q", seq)
		}
	}
}

// A signal ends a report at once, whatever it waits for or computes, and the line mode too.
func TestReportEndedBySignal(t *testing.T) {
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	big := filepath.Join(dir, "big.yaml")
	var doc strings.Builder
	for i := range 30000 {
		fmt.Fprintf(&doc, "apiVersion: v1\nkind: Pod\nmetadata: {name: p%d, namespace: shop}\nspec: {containers: [{name: c, image: ghcr.io/acme/web:%d}]}\n---\n", i, i)
	}
	if err := os.WriteFile(big, []byte(doc.String()), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"standard input, a pipe that nobody writes to": {"--report", "-f", "-"},
		"judging":   {"--report", "-f", big, "-o", "json"},
		"line mode": {"--train", "--plain"},
	} {
		for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
			t.Run(name+" "+sig.String(), func(t *testing.T) {
				stdin, other, err := os.Pipe()
				if err != nil {
					t.Fatal(err)
				}
				defer other.Close()
				defer stdin.Close()
				cmd := exec.Command(path, args...)
				cmd.Stdin = stdin
				if err := cmd.Start(); err != nil {
					t.Fatal(err)
				}
				time.Sleep(300 * time.Millisecond)
				if err := cmd.Process.Signal(sig); err != nil {
					t.Fatal(err)
				}
				at := time.Now()
				_ = cmd.Wait()
				if code, took := cmd.ProcessState.ExitCode(), time.Since(at); code != 128+int(sig) || took > 5*time.Second {
					t.Errorf("exit code %d after %s", code, took)
				}
			})
		}
	}
}

// A terminal that is closed (its window, an SSH connection) ends the program.
func TestTerminalGone(t *testing.T) {
	s := start(t, 100, 30, nil, "--train")
	s.waitFor("● live")
	s.Hangup()
	s.exit()
}

// pausedBy stops the program by a signal, continues it, and waits until it has redrawn.
func (s *screen) pausedBy(stop syscall.Signal) {
	s.t.Helper()
	if err := s.Cmd.Process.Signal(stop); err != nil {
		s.t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond)
	if err := s.Cmd.Process.Signal(syscall.SIGCONT); err != nil {
		s.t.Fatal(err)
	}
	if err := s.Redraw(); err != nil {
		s.t.Fatal(err)
	}
}

// Stopped from outside and continued, it redraws everything.
func TestStoppedAndContinued(t *testing.T) {
	s := start(t, 100, 30, nil, "--train")
	s.waitFor("● live")
	for range 2 {
		s.pausedBy(syscall.SIGSTOP) // SIGTSTP of a shell ends here
		s.waitFor("● live", "failing")
	}
	s.pausedBy(syscall.SIGTSTP)
	s.waitFor("● live")
	s.keys("q")
	if code := s.exit(); code != 0 {
		t.Errorf("exit code %d", code)
	}
}

// report runs the program without a terminal.
func report(t *testing.T, stdout *os.File, args ...string) (code int, stderr string) {
	t.Helper()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	var said bytes.Buffer
	cmd := exec.Command(path, append([]string{"--train", "--report", "-n", "web"}, args...)...)
	cmd.Stdout, cmd.Stderr = stdout, &said
	_ = cmd.Run()
	return cmd.ProcessState.ExitCode(), said.String()
}

// A reader that leaves early, as head does, is no error worth a trace.
func TestReaderLeaves(t *testing.T) {
	for _, format := range []string{"text", "json", "yaml", "markdown", "junit", "sarif", "github"} {
		r, w, err := os.Pipe()
		if err != nil {
			t.Fatal(err)
		}
		r.Close()
		code, said := report(t, w, "-o", format)
		w.Close()
		if code == 0 || strings.Contains(said, "goroutine") || strings.Contains(said, "panic") {
			t.Errorf("%s: exit code %d, %q", format, code, said)
		}
	}
}

// A full disk is reported with the file's name, and never taken for an
// answer.
func TestDiskFull(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip(err)
	}
	link := filepath.Join(t.TempDir(), "report.json")
	if err := os.Symlink(full, link); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{full, link} {
		code, said := report(t, nil, "-o", "json="+out)
		if code != 1 || !strings.Contains(said, "disk is full") {
			t.Errorf("%s: exit code %d, %q", out, code, said)
		}
	}
	f, err := os.OpenFile(full, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, format := range []string{"text", "json"} {
		if code, said := report(t, f, "-o", format); code != 1 || !strings.Contains(said, "no space left") {
			t.Errorf("standard output, %s: exit code %d, %q", format, code, said)
		}
	}
}
