package agree

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

var only = flag.String("cases", "", "run only these cases, separated by commas")

// margin is the time before go test's own timeout at which the test is told to end.
const margin = 20 * time.Second

// world is a cluster on which every case has failed, with the programs that look at it.
type world struct {
	ctx                 context.Context
	kubeconfig, kubectl string
	program             trial.Program
}

// everythingFailed puts all cases on an API server and waits until their pods fail.
func everythingFailed(t *testing.T) world {
	t.Helper()
	kubelet.Quiet()
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	t.Cleanup(stop)
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
	must(t, err)
	// A slow pull is old by its events only: live it is looked for by the age of the pod.
	list = slices.DeleteFunc(list, func(c cases.Case) bool { return c.Expect.Pulling })
	registries, err := cases.LoadRegistries(dir)
	must(t, err)
	program, err := trial.BuildProgram(ctx, filepath.Join(t.TempDir(), "pulldoctor"))
	must(t, err)
	built, err := lab.Build(ctx, t.Output(), "kubectl")
	must(t, err)
	c, err := lab.Start(ctx, lab.Options{Log: t.Output(), Controllers: true})
	must(t, err)
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	w, err := trial.New(c.Kubeconfig, c.Config)
	must(t, err)
	playNode(ctx, t, w, list, registries)
	for _, one := range list {
		must(t, w.Prepare(ctx, one))
	}
	for _, one := range list {
		if _, err := w.Settled(ctx, one.Expect); err != nil {
			t.Fatalf("%s: %v", one.Name, err)
		}
	}
	must(t, w.Listed(ctx))
	return world{ctx, c.Kubeconfig, built["kubectl"], program}
}

// playNode lets a stand-in play the node until the test ends.
func playNode(ctx context.Context, t *testing.T, w *trial.World, list []cases.Case, registries []cases.Registry) {
	t.Helper()
	node, err := trial.NewStandIn(ctx, w, list, registries)
	must(t, err)
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		node.Run(ctx, func(err error) { t.Errorf("the stand-in: %v", err) })
	}()
	t.Cleanup(func() { cancel(); <-ended })
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// run runs the program as a script does, with no kubeconfig but the one that is named.
func (w world) run(t *testing.T, args ...string) (stdout, stderr []byte, code int) {
	t.Helper()
	cmd := exec.CommandContext(w.ctx, string(w.program), append([]string{"--report"}, args...)...)
	cmd.Env = []string{"HOME=/nonexistent"}
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.Bytes(), errs.Bytes(), cmd.ProcessState.ExitCode()
}

// report reads what the program prints.
func (w world) report(t *testing.T, args ...string) *diagnose.Report {
	t.Helper()
	out, errs, code := w.run(t, append([]string{"-o", "json", "--fail-on=none"}, args...)...)
	r, err := trial.Printed(out)
	if err != nil {
		t.Fatalf("pulldoctor %s: exit code %d, %v\n%s", strings.Join(args, " "), code, err, errs)
	}
	return r
}

// kubectlOut is what the real kubectl prints.
func (w world) kubectlOut(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(w.ctx, w.kubectl, append([]string{"--kubeconfig=" + w.kubeconfig}, args...)...)
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("kubectl %s: %v\n%s", strings.Join(args, " "), err, &errs)
	}
	return out
}

// dump is what kubectl prints of these kinds, in a file.
func (w world) dump(t *testing.T, kinds string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "dump.yaml")
	if err := os.WriteFile(file, w.kubectlOut(t, "get", kinds, "-A", "-o", "yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
