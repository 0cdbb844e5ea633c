package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/creack/pty"
)

// BenchmarkStart shows how long a user waits, beside a Go program that does
// nothing at all: for --version, for the first frame of the practice cluster,
// and for its whole report.
func BenchmarkStart(b *testing.B) {
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	nothing := emptyProgram(b)
	for _, bench := range []struct {
		name string
		run  func(testing.TB)
	}{
		{"nothing", func(tb testing.TB) { command(tb, nothing) }},
		{"version", func(tb testing.TB) { command(tb, path, "--version") }},
		{"first-frame", func(tb testing.TB) { firstFrame(tb, path) }},
		{"train-report", func(tb testing.TB) { command(tb, path, "--train", "--report", "--fail-on", "none") }},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				bench.run(b)
			}
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/start")
		})
	}
}

func emptyProgram(b *testing.B) string {
	dir := b.TempDir()
	src := filepath.Join(dir, "main.go")
	if err := os.WriteFile(src, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		b.Fatal(err)
	}
	out := filepath.Join(dir, "nothing")
	if text, err := exec.Command("go", "build", "-o", out, src).CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, text)
	}
	return out
}

func command(tb testing.TB, name string, args ...string) {
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
}

// firstFrame starts the program in a terminal and waits until something of
// the list is drawn.
func firstFrame(tb testing.TB, path string) {
	cmd := exec.Command(path, "--train")
	cmd.Env = append(os.Environ(), "TERM=xterm-256color")
	f, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
	if err != nil {
		tb.Fatal(err)
	}
	defer f.Close()
	defer cmd.Wait()
	defer cmd.Process.Kill()
	_ = f.SetReadDeadline(time.Now().Add(20 * time.Second))
	var seen strings.Builder
	buf := make([]byte, 1<<14)
	for !strings.Contains(seen.String(), "practice cluster") {
		n, err := f.Read(buf)
		if err != nil {
			tb.Fatalf("%v; read so far: %q", err, seen.String())
		}
		seen.Write(buf[:n])
	}
}
