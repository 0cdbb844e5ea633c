// Command up keeps one real node running for working by hand, and ends it again.
//
//	go run ./up                    start it and print the path of its kubeconfig
//	go run ./up -cases=all         the same, with all practice cases on it (or some, by name)
//	NODE=older go run ./up         the older node
//	go run ./up -stop              end it
//
// The node lives in namespaces of its own; only its API server can be reached from outside, on a free
// port of 127.0.0.1.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
)

func main() {
	stop := flag.Bool("stop", false, "stop the running node")
	serving := flag.Bool("serve", false, "run the node in the foreground until a signal")
	names := flag.String("cases", "", "practice cases to put on the node, separated by commas, or \"all\"")
	flag.Parse()
	if err := run(*stop, *serving, *names); err != nil {
		fmt.Fprintln(os.Stderr, "up:", err)
		os.Exit(1)
	}
}

func run(stop, serving bool, names string) error {
	if err := isolate.Possible(); err != nil {
		return err
	}
	ctx, cancel := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer cancel()
	s, err := openState()
	if err != nil {
		return err
	}
	switch {
	case stop:
		return s.stop(ctx)
	case isolate.Inside():
		return inside(ctx, s, names)
	case serving:
		return outside(s)
	}
	generation, err := lab.Chosen()
	if err != nil {
		return err
	}
	if _, err := lab.Build(ctx, os.Stdout, lab.Names(generation)...); err != nil {
		return err
	}
	return s.start(ctx, names)
}
