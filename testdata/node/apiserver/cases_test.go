// Package apiserver runs every practice case on a real API server with real controllers. It needs
// neither root nor Linux; a stand-in plays the node and repeats what the real one said.
package apiserver

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

var only = flag.String("cases", "", "run only these cases, separated by commas")

// margin is the time before go test's own timeout at which the test is told to end.
const margin = 20 * time.Second

// background ends with an interrupt, so that the cluster is stopped in order.
var background context.Context

func TestMain(m *testing.M) {
	flag.Parse()
	if err := flag.Set("test.parallel", "64"); err != nil { // the tests wait, they do not compute
		fmt.Println(err)
		os.Exit(1)
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	background = ctx
	os.Exit(m.Run())
}

// TestCases puts all cases on one API server and mends them there.
func TestCases(t *testing.T) {
	kubelet.Quiet()
	ctx := background
	if end, ok := t.Deadline(); ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, end.Add(-margin))
		t.Cleanup(cancel)
	}
	dir := os.DirFS(filepath.Join("..", "..", "cases"))
	var names []string
	if *only != "" {
		names = strings.Split(*only, ",")
	}
	list, err := cases.Load(dir, names...)
	if err != nil {
		t.Fatal(err)
	}
	registries, err := cases.LoadRegistries(dir)
	if err != nil {
		t.Fatal(err)
	}
	program, err := trial.BuildProgram(ctx, filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := lab.Start(ctx, lab.Options{Log: t.Output(), Controllers: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	w, err := trial.New(c.Kubeconfig, c.Config)
	if err != nil {
		t.Fatal(err)
	}
	node, err := trial.NewStandIn(ctx, w, list, registries)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		node.Run(ctx, func(err error) { t.Errorf("the stand-in: %v", err) })
	}()
	t.Cleanup(func() { cancel(); <-ended })
	w.Run(ctx, t, list, registries, program)
}
