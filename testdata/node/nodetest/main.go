// Package nodetest is what tests on a real node share: they run inside package isolate, end in time
// and in order, and have the cases and a node.
package nodetest

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
)

// margin is the time before go test's own timeout at which the tests are told to end.
const margin = 20 * time.Second

var (
	background context.Context
	generation lab.Generation
)

// Context ends with an interrupt or shortly before the timeout.
func Context() context.Context { return background }

// Generation is the node's, as the environment asks.
func Generation() lab.Generation { return generation }

// Light runs the tests of a package that need no node, only an API server: neither root nor Linux.
func Light(m *testing.M) int {
	flag.Parse()
	if err := flag.Set("test.parallel", "64"); err != nil {
		fmt.Println(err)
		return 1
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	ctx, cancel := inTime(ctx)
	defer cancel()
	background = ctx
	return m.Run()
}

// inTime ends a context a margin before go test's own timeout.
func inTime(ctx context.Context) (context.Context, context.CancelFunc) {
	timeout, err := time.ParseDuration(flag.Lookup("test.timeout").Value.String())
	if err != nil || timeout <= margin {
		return context.WithCancel(ctx)
	}
	return context.WithTimeout(ctx, timeout-margin)
}

// Main runs the tests of a package inside; its TestMain calls it and exits with what it returns. If
// no node can run, it reports why, and that is not a failure.
func Main(m *testing.M) int {
	flag.Parse()
	err := flag.Set("test.parallel", "64") // the tests wait, they do not compute
	if err == nil {
		generation, err = lab.Chosen()
	}
	if err != nil {
		fmt.Println(err)
		return 1
	}
	if err := isolate.Possible(); err != nil {
		fmt.Println("skipped:", err)
		return 0
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if !isolate.Inside() {
		return outside(ctx)
	}
	ctx, cancel := inTime(ctx)
	defer cancel()
	background = ctx
	if err := isolate.Enter(); err != nil {
		fmt.Println(err)
		return 1
	}
	return m.Run()
}

// outside builds, which needs the module proxy, and then goes inside, where there is no network.
func outside(ctx context.Context) int {
	if _, err := lab.Build(ctx, os.Stdout, lab.Names(generation)...); err != nil {
		fmt.Println(err)
		return 1
	}
	code, err := nodes()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return code
}
