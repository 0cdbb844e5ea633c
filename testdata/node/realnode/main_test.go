// Package realnode runs every practice case on a real node: kubelet, containerd and registries of
// their own names, without a network. It needs root on Linux.
package realnode

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

// background ends with an interrupt or shortly before the timeout.
var background context.Context

func TestMain(m *testing.M) { os.Exit(run(m)) }

func run(m *testing.M) int {
	flag.Parse()
	if err := flag.Set("test.parallel", "64"); err != nil { // the tests wait, they do not compute
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
	if timeout, err := time.ParseDuration(flag.Lookup("test.timeout").Value.String()); err == nil && timeout > margin {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout-margin)
		defer cancel()
	}
	background = ctx
	if err := isolate.Enter(); err != nil {
		fmt.Println(err)
		return 1
	}
	return m.Run()
}

// outside builds, which needs the module proxy, and then goes inside, where there is no network.
func outside(ctx context.Context) int {
	if _, err := lab.Build(ctx, os.Stdout, lab.Names()...); err != nil {
		fmt.Println(err)
		return 1
	}
	code, err := isolate.Run()
	if err != nil {
		fmt.Println(err)
		return 1
	}
	return code
}
