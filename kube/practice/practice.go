package practice

import (
	"cmp"
	"context"
	"io/fs"
	"net/http"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/controller"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/node"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/fake"
)

// DefaultSpeed makes the first back-off one second and the longest half a minute.
const DefaultSpeed = 10

// Options of a cluster; the zero value is fine.
type Options struct {
	Speed float64          // how much faster than a real node; 0 means DefaultSpeed
	Only  []string         // names of the cases to set up; empty means all
	Now   func() time.Time // the cluster's clock; nil means time.Now
}

// Cluster is a practice cluster. Its methods may be called from several goroutines.
type Cluster struct {
	server      *apiserver.Server
	controllers *controller.Manager
	node        *node.Node
	client      *fake.Clientset
	world       *registry.World
	registries  []cases.Registry
	cases       fs.FS
	options     Options

	ready  chan struct{} // closed when prepare has ended
	failed error         // why it was not set up; read it after ready

	changed chan struct{}      // holds one entry after a write that is not an event
	settle  chan chan struct{} // requests of Settle
	ended   chan struct{}      // closed when the loop has ended
	start   sync.Once
	done    sync.WaitGroup
}

// wake tells the cluster's loop that there may be something to do.
func (c *Cluster) wake(gr schema.GroupResource) {
	if gr == apiserver.Events.GroupResource() {
		return // nothing acts on events
	}
	select {
	case c.changed <- struct{}{}:
	default:
	}
}

// Client returns the client of the cluster. Contexts given to its methods are ignored, as the fake
// clientset does: end a watch with Stop.
func (c *Cluster) Client() kubernetes.Interface { return c.client }

// Start runs controllers and node until ctx ends, and returns at once. A second call does nothing.
func (c *Cluster) Start(ctx context.Context) {
	c.start.Do(func() { c.done.Go(func() { c.run(ctx) }) })
}

// Wait returns when the context given to Start has ended and everything has stopped: no goroutine
// is left, and every watch is closed. It returns at once if Start was never called.
func (c *Cluster) Wait() { c.done.Wait() }

// Settle returns when every pod was tried once and every failing one has the reason that it shows
// most of the time, ImagePullBackOff for a failed pull. It needs a started cluster and otherwise
// returns the context's error, that of the set-up, or context.Canceled if the cluster has ended.
func (c *Cluster) Settle(ctx context.Context) error {
	answer := make(chan struct{}, 1)
	select {
	case c.settle <- answer:
	case <-c.ended:
		return cmp.Or(c.failed, context.Canceled)
	case <-ctx.Done():
		return ctx.Err()
	}
	select {
	case _, open := <-answer:
		if !open {
			return context.Canceled
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Login returns credentials that a registry of the practice cluster accepts, to show to the
// learner; false if the registry has none, or while the cluster is still being set up. The host is
// as in image references.
func (c *Cluster) Login(host string) (diagnose.Credentials, bool) {
	if !c.isReady() {
		return diagnose.Credentials{}, false
	}
	for _, r := range c.registries {
		if r.Host == host && len(r.Accounts) > 0 {
			return diagnose.Credentials{Username: r.Accounts[0].Username, Password: r.Accounts[0].Password}, true
		}
	}
	return diagnose.Credentials{}, false
}

// Transport reaches the practice registries, for code that tries credentials itself. It waits until
// the cluster is set up.
func (c *Cluster) Transport() http.RoundTripper {
	<-c.ready
	return c.world
}

// Deny removes a right from the user of Client, for tests of what happens without it: such calls
// fail with 403 in the API server's words, and the access reviews say so. "*" means any verb,
// resource or namespace; the empty namespace for calls over all namespaces.
func (c *Cluster) Deny(verb, resource, namespace string) { c.server.Deny(verb, resource, namespace) }
