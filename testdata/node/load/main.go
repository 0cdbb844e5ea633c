package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

func main() {
	pods := flag.String("pods", "1000,10000,50000", "sizes of clusters, separated by commas")
	rounds := flag.Int("rounds", 3, "runs of each case; the median counts")
	slow := flag.Int("slow", 10_000, "up to so many pods kubectl is also asked for JSON")
	raw := flag.String("raw", "", "only read the pods of this kubeconfig and discard them")
	keep := flag.Bool("keep", false, "fill only, name the kubeconfig, and wait for an interrupt")
	fields := flag.String("fields", "", "field selector for -raw")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	var err error
	switch {
	case *raw != "":
		err = readRaw(ctx, *raw, *fields)
	case *keep:
		err = keepRunning(ctx, *pods)
	default:
		err = measureAll(ctx, *pods, *rounds, *slow)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func measureAll(ctx context.Context, sizes string, rounds, slow int) error {
	dir, err := os.MkdirTemp("", "pulldoctor-load-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	program, err := trial.BuildProgram(ctx, filepath.Join(dir, "pulldoctor"))
	if err != nil {
		return err
	}
	built, err := lab.Build(ctx, os.Stderr, "kubectl")
	if err != nil {
		return err
	}
	for _, word := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(word)
		if err != nil {
			return fmt.Errorf("-pods: %w", err)
		}
		b := &bed{size: sizeOf(n), dir: dir, program: string(program), kubectl: built["kubectl"], rounds: rounds, slow: n <= slow}
		if err := b.measure(ctx, os.Stdout); err != nil {
			return fmt.Errorf("%d pods: %w", n, err)
		}
	}
	return nil
}

// keepRunning keeps the cluster for a closer look.
func keepRunning(ctx context.Context, pods string) error {
	n, err := strconv.Atoi(pods)
	if err != nil {
		return fmt.Errorf("-keep goes with one size: %w", err)
	}
	b := &bed{size: sizeOf(n)}
	defer b.stop()
	if err := b.fill(ctx); err != nil {
		return err
	}
	fmt.Println(b.cluster.Kubeconfig)
	<-ctx.Done()
	return nil
}

// bed is a cluster that is measured.
type bed struct {
	size
	dir, program, kubectl string
	rounds                int
	slow                  bool // the slow cases as well

	bench   *bench
	cluster *lab.Cluster
	config  string // kubeconfig that leads through the counter
}

func (b *bed) fill(ctx context.Context) (err error) {
	if b.cluster, err = lab.Start(ctx, lab.Options{Log: io.Discard}); err != nil {
		return err
	}
	return store{b.cluster.Store}.fill(ctx, b.all)
}

func (b *bed) stop() {
	if b.cluster == nil {
		return
	}
	if err := b.cluster.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
	}
}

func (b *bed) measure(ctx context.Context, out io.Writer) error {
	began := time.Now()
	defer b.stop()
	if err := b.fill(ctx); err != nil {
		return err
	}
	if err := b.connect(); err != nil {
		return err
	}
	if err := b.settled(ctx); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%d pods in %d namespaces created after %s\n", b.pods, b.namespaces, time.Since(began).Round(time.Second))
	rows, err := b.cases(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n### %d pods, %d of them failing\n\n", b.pods, b.failing())
	table(out, rows)
	return b.follow(ctx, out)
}
