package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

// connect puts the counter between the programs and the API server.
func (b *bed) connect() error {
	config, err := clientcmd.LoadFromFile(b.cluster.Kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(b.cluster.Config)
	if err != nil {
		return err
	}
	var counter *counter
	for _, c := range config.Clusters {
		u, err := url.Parse(c.Server)
		if err != nil {
			return err
		}
		if counter, err = newCounter(u.Host); err != nil {
			return err
		}
		c.Server = "https://" + counter.Addr().String()
	}
	b.config = filepath.Join(b.dir, "kubeconfig")
	b.bench = &bench{client: client, counter: counter, env: []string{"HOME=" + b.dir, "KUBECONFIG=" + b.config, "TERM=xterm-256color", "PATH=" + os.Getenv("PATH")}}
	return clientcmd.WriteToFile(*config, b.config)
}

// settled waits until the API server's own cache holds all pods.
func (b *bed) settled(ctx context.Context) error {
	for {
		list, err := b.bench.client.CoreV1().Pods("").List(ctx, metav1.ListOptions{Limit: 1})
		if err != nil {
			return err
		}
		if list.RemainingItemCount != nil && int(*list.RemainingItemCount) == b.pods-1 {
			break
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	_, err := b.bench.run(ctx, self(), "-raw="+b.config) // once without counting
	return err
}

// row is one case of the table.
type row struct {
	name string
	usage
}

func (b *bed) cases(ctx context.Context) ([]row, error) {
	if err := b.correct(ctx); err != nil {
		return nil, err
	}
	type plan struct {
		name   string
		rounds int
		args   []string
	}
	few := 1
	if b.pods <= 10_000 {
		few = b.rounds
	}
	plans := []plan{
		{"raw read of all pods, discarded", b.rounds, []string{self(), "-raw=" + b.config}},
		{"`pulldoctor --report -A`", b.rounds, []string{b.program, "--report", "-A"}},
		{"raw read of the Pending pods", b.rounds, []string{self(), "-raw=" + b.config, "-fields=status.phase=Pending"}},
		{"`kubectl get pods -A`", few, []string{b.kubectl, "get", "pods", "-A"}},
	}
	if b.slow {
		plans = append(plans, plan{"`kubectl get pods -A -o json`", 1, []string{b.kubectl, "get", "pods", "-A", "-o", "json"}})
	}
	var rows []row
	for _, p := range plans {
		u, err := b.bench.rounds(ctx, p.rounds, p.args...)
		if err != nil {
			return nil, err
		}
		rows = append(rows, row{p.name, u})
	}
	return rows, nil
}

// correct checks that the program finds what there is, before anything is measured.
func (b *bed) correct(ctx context.Context) error {
	path := filepath.Join(b.dir, "report.json")
	if _, err := b.bench.run(ctx, b.program, "--report", "-A", "-o", "json="+path); err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var r wire.Report
	if err := json.Unmarshal(text, &r); err != nil {
		return err
	}
	if s := r.Summary; s.PodsRead != b.pods || s.Failures != b.failing() || s.Unreadable > 0 {
		return fmt.Errorf("the report has %d of %d pods, %d of %d failures, %d unreadable", s.PodsRead, b.pods, s.Failures, b.failing(), s.Unreadable)
	}
	return nil
}

// self is this program, for the raw read in a process of its own.
func self() string {
	path, err := os.Executable()
	if err != nil {
		return os.Args[0]
	}
	return path
}
