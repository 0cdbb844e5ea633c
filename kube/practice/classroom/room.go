package classroom

import (
	"context"
	"io/fs"
	"net/http"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
)

// Room is a running practice cluster. Its methods may be called from several goroutines, but for
// Kubectl, which is for one.
type Room struct {
	cluster *practice.Cluster
	shell   *prompt.Prompt
	end     func()
}

// Open sets up the cases (folders of fsys) and returns when every pod of them shows its failure.
// Close ends the cluster, and so does the end of ctx.
func Open(ctx context.Context, fsys fs.FS, o practice.Options) (*Room, error) {
	c, err := practice.New(fsys, o)
	if err != nil {
		return nil, err
	}
	ctx, stop := context.WithCancel(ctx)
	c.Start(ctx)
	r := &Room{cluster: c, shell: &prompt.Prompt{Client: c.Client(), Now: o.Now}, end: func() { stop(); c.Wait() }}
	if err := c.Settle(ctx); err != nil {
		r.end()
		return nil, err
	}
	if r.shell.Sample, err = samples(ctx, c.Client()); err != nil {
		r.end()
		return nil, err
	}
	return r, nil
}

// samples knows the content of the secrets that a case begins with.
func samples(ctx context.Context, client kubernetes.Interface) (func([]byte) bool, error) {
	list, err := client.CoreV1().Secrets("").List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, err
	}
	known := map[string]bool{}
	for i := range list.Items {
		for _, value := range list.Items[i].Data {
			known[string(value)] = true
		}
	}
	return func(value []byte) bool { return known[string(value)] }, nil
}

// Close ends the cluster and waits until everything has stopped.
func (r *Room) Close() { r.end() }

// Client returns the client of the cluster.
func (r *Room) Client() kubernetes.Interface { return r.cluster.Client() }

// Login returns credentials that a registry accepts, to show to the learner.
func (r *Room) Login(host string) (diagnose.Credentials, bool) { return r.cluster.Login(host) }

// Transport reaches the registries.
func (r *Room) Transport() http.RoundTripper { return r.cluster.Transport() }

// Kubectl runs a line of the prompt.
func (r *Room) Kubectl(ctx context.Context, line string) string { return r.shell.Run(ctx, line) }

// Look reads the state that conditions are about.
func (r *Room) Look(ctx context.Context) (lesson.State, error) { return Look(ctx, r.Client()) }
