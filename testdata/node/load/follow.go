package main

import (
	"context"
	"fmt"
	"io"
	"regexp"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/ui/e2e/terminal"
)

// burst is how many pods begin to fail at once.
const burst = 5000

// idle is how long the idle program is watched.
const idle = 20 * time.Second

// follow opens the interactive program, leaves it alone, and then lets pods fail.
func (b *bed) follow(ctx context.Context, out io.Writer) error {
	began := time.Now()
	t, err := terminal.Start(b.program, 140, 40, b.bench.env, "-A")
	if err != nil {
		return err
	}
	defer t.Close()
	pid := t.Cmd.Process.Pid
	first, err := await(ctx, t, func(s string) bool { return strings.Contains(s, "ghcr.io/") || strings.Contains(s, "web-") })
	if err != nil {
		return err
	}
	all, err := await(ctx, t, func(s string) bool { return strings.Contains(s, "● live") })
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "Followed on the screen: first rows after %s, all after %s", seconds(first.Sub(began)), seconds(all.Sub(began)))
	sleep(ctx, 3*time.Second)
	cpu := cpuTime(pid)
	sleep(ctx, idle)
	fmt.Fprintf(out, "; at rest %d MB (peak %d MB) and %.1f %% of a core", statusField(pid, "VmRSS")>>20, statusField(pid, "VmHWM")>>20,
		100*float64(cpuTime(pid)-cpu)/float64(idle))
	if b.pods > burst {
		took, written, err := b.burst(ctx, t)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "; %d pods that fail within %s are on the screen %s after the last of them, with %d MB at the most",
			burst, seconds(written), seconds(took), statusField(pid, "VmHWM")>>20)
	}
	fmt.Fprintln(out, ".")
	return nil
}

// burst lets pods fail and waits until the screen knows all of them.
func (b *bed) burst(ctx context.Context, t *terminal.Terminal) (took, written time.Duration, err error) {
	broken := func(yield func(object) bool) {
		left := burst
		for i := 0; i < b.pods && left > 0; i++ {
			if stateOf(i) != running {
				continue
			}
			left--
			p := b.podOf(i)
			cannotPull(&p.Status.ContainerStatuses[0], i)
			if !yield(object{"pods", p, "v1", "Pod"}) {
				return
			}
		}
	}
	began := time.Now()
	if err := (store{b.cluster.Store}).change(ctx, broken); err != nil {
		return 0, 0, err
	}
	written = time.Since(began)
	began = time.Now()
	want := fmt.Sprint(b.failing() + burst)
	seen, err := await(ctx, t, func(s string) bool { return shown(s) == want })
	return seen.Sub(began), written, err
}

var failingShown = regexp.MustCompile(`(\d+) failing of `)

// shown is how many failing pods the top line tells of.
func shown(screen string) string {
	if m := failingShown.FindStringSubmatch(screen); m != nil {
		return m[1]
	}
	return ""
}

func await(ctx context.Context, t *terminal.Terminal, fits func(string) bool) (time.Time, error) {
	give := time.Now().Add(2 * time.Minute)
	for {
		s := t.Screen()
		if fits(s) {
			return time.Now(), nil
		}
		if time.Now().After(give) || ctx.Err() != nil {
			return time.Now(), fmt.Errorf("the screen did not show it:\n%s", s)
		}
		sleep(ctx, 20*time.Millisecond)
	}
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
