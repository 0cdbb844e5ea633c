package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"k8s.io/client-go/tools/clientcmd"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// outside holds the lock, opens the API server's port and waits for the copy inside.
func outside(s state) error {
	unlock, held, err := s.lock()
	if err != nil {
		return err
	}
	if held {
		return errors.New("a node is already running")
	}
	defer unlock()
	if err := os.WriteFile(s.pid(), fmt.Append(nil, os.Getpid()), 0o600); err != nil {
		return err
	}
	defer func() {
		for _, file := range []string{s.kubeconfig(), s.address(), s.socket()} {
			_ = os.Remove(file) // a later start removes it as well
		}
	}()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	if err := os.WriteFile(s.address(), []byte(listener.Addr().String()), 0o600); err != nil {
		return err
	}
	go forward(listener, "unix", s.socket())
	code, err := isolate.Run()
	if err == nil && code != 0 {
		err = fmt.Errorf("the node ended with code %d", code)
	}
	return err
}

// inside is the node. It ends with the context.
func inside(ctx context.Context, s state, names string) error {
	if err := isolate.Enter(); err != nil {
		return err
	}
	generation, err := lab.Chosen()
	if err != nil {
		return err
	}
	dir := os.DirFS(filepath.Join("..", "cases"))
	registries, err := cases.LoadRegistries(dir)
	if err != nil {
		return err
	}
	c, err := lab.Start(ctx, lab.Options{
		Log: os.Stdout, Node: &lab.NodeOptions{Generation: generation, Registries: registries},
	})
	if err != nil {
		return err
	}
	err = open(ctx, s, c, names)
	if err == nil {
		<-ctx.Done()
	}
	return errors.Join(err, c.Stop())
}

// open puts the cases on the node and lets the world outside in.
func open(ctx context.Context, s state, c *lab.Cluster, names string) error {
	if err := prepare(ctx, c, names); err != nil {
		return err
	}
	if err := os.Remove(s.socket()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	listener, err := net.Listen("unix", s.socket())
	if err != nil {
		return err
	}
	server, err := url.Parse(c.Config.Host)
	if err != nil {
		return err
	}
	go forward(listener, "tcp", server.Host)
	return writeKubeconfig(s, c.Kubeconfig)
}

// prepare applies the cases that are named.
func prepare(ctx context.Context, c *lab.Cluster, names string) error {
	if names == "" {
		return nil
	}
	var only []string
	if names != "all" {
		only = strings.Split(names, ",")
	}
	list, err := cases.Load(os.DirFS(filepath.Join("..", "cases")), only...)
	if err != nil {
		return err
	}
	w, err := trial.New(c.Kubeconfig, c.Config)
	if err != nil {
		return err
	}
	for _, one := range list {
		if err := w.Prepare(ctx, one); err != nil {
			return err
		}
	}
	return nil
}

// writeKubeconfig writes the one for outside: the same login at another address. It appears at once
// and whole.
func writeKubeconfig(s state, path string) error {
	config, err := clientcmd.LoadFromFile(path)
	if err != nil {
		return err
	}
	address, err := os.ReadFile(s.address())
	if err != nil {
		return err
	}
	for _, cluster := range config.Clusters {
		cluster.Server = "https://" + string(address)
	}
	if err := clientcmd.WriteToFile(*config, s.kubeconfig()+".new"); err != nil {
		return err
	}
	return os.Rename(s.kubeconfig()+".new", s.kubeconfig())
}
