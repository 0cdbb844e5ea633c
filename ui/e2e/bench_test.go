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
// for the first pods in it, and for its whole report. best-ms is the shortest
// start, which a busy machine changes least; x-nothing is how many starts of
// the empty program it is as long as.
func BenchmarkStart(b *testing.B) {
	path, err := binary()
	if err != nil {
		b.Fatal(err)
	}
	nothing := emptyProgram(b)
	var yardstick time.Duration
	for _, bench := range []struct {
		name string
		run  func(testing.TB) time.Duration
	}{
		{"nothing", func(tb testing.TB) time.Duration { return command(tb, nothing) }},
		{"version", func(tb testing.TB) time.Duration { return command(tb, path, "--version") }},
		{"first-frame", func(tb testing.TB) time.Duration { return drawn(tb, path, "practice cluster") }},
		{"first-pods", func(tb testing.TB) time.Duration { return drawn(tb, path, "live") }},
		{"train-report", func(tb testing.TB) time.Duration {
			return command(tb, path, "--train", "--report", "--fail-on", "none")
		}},
	} {
		b.Run(bench.name, func(b *testing.B) {
			best, sum := time.Hour, time.Duration(0)
			for b.Loop() {
				took := bench.run(b)
				best, sum = min(best, took), sum+took
			}
			if bench.name == "nothing" {
				yardstick = best
			}
			b.ReportMetric(best.Seconds()*1000, "best-ms")
			b.ReportMetric(sum.Seconds()*1000/float64(b.N), "mean-ms")
			if yardstick > 0 {
				b.ReportMetric(best.Seconds()/yardstick.Seconds(), "x-nothing")
			}
			b.ReportMetric(0, "ns/op") // that of the loop, with the ends of the programs in it
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

// command runs a program to its end.
func command(tb testing.TB, name string, args ...string) time.Duration {
	begun := time.Now()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		tb.Fatalf("%v\n%s", err, out)
	}
	return time.Since(begun)
}

// drawn starts the program in a terminal and says how long it took until a
// text was drawn.
func drawn(tb testing.TB, path, text string) time.Duration {
	begun := time.Now()
	cmd := exec.Command(path, "--train", "--free")
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
	for !strings.Contains(seen.String(), text) {
		n, err := f.Read(buf)
		if err != nil {
			tb.Fatalf("%v; read so far: %q", err, seen.String())
		}
		seen.Write(buf[:n])
	}
	return time.Since(begun)
}
