package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"

	"k8s.io/client-go/kubernetes"
)

// usage is what one run of a program took.
type usage struct {
	wall     time.Duration
	peak     int64 // bytes of memory
	received int64 // bytes from the API server
	requests int
}

// bench runs programs against the cluster.
type bench struct {
	client  kubernetes.Interface
	counter *counter
	env     []string
}

// run measures a program. Exit code 1 is the program's way to say that it found something.
func (b *bench) run(ctx context.Context, args ...string) (usage, error) {
	before, err := requests(ctx, b.client)
	if err != nil {
		return usage{}, err
	}
	received := b.counter.received.Load()
	var said bytes.Buffer
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env, cmd.Stderr = b.env, &said // standard output goes to the null device
	began := time.Now()
	if err := cmd.Start(); err != nil {
		return usage{}, err
	}
	peak := watchMemory(cmd.Process.Pid)
	err = cmd.Wait()
	u := usage{wall: time.Since(began), peak: peak(cmd.ProcessState)}
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && exit.ExitCode() == 1) {
		return u, fmt.Errorf("%s: %w: %s", args[0], err, said.Bytes())
	}
	after, err := requests(ctx, b.client)
	u.requests, u.received = after-before, b.counter.received.Load()-received
	return u, err
}

// rounds runs a program a few times; of each figure the median counts.
func (b *bench) rounds(ctx context.Context, n int, args ...string) (usage, error) {
	var all []usage
	for range n {
		u, err := b.run(ctx, args...)
		if err != nil {
			return u, err
		}
		all = append(all, u)
	}
	return medians(all), nil
}

func medians(all []usage) usage {
	return usage{
		wall:     median(all, func(u usage) time.Duration { return u.wall }),
		peak:     median(all, func(u usage) int64 { return u.peak }),
		received: median(all, func(u usage) int64 { return u.received }),
		requests: median(all, func(u usage) int { return u.requests }),
	}
}

func median[T int | int64 | time.Duration](all []usage, of func(usage) T) T {
	var v []T
	for _, u := range all {
		v = append(v, of(u))
	}
	slices.Sort(v)
	return v[len(v)/2]
}
