package practice

import (
	"context"
	"io/fs"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/containerd"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/controller"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/node"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/registry"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	clienttesting "k8s.io/client-go/testing"
)

// New sets up a cluster with the broken pods of the cases (the root of a testdata/cases folder).
// Nothing runs before Start. The error says which case cannot be set up and why.
func New(fsys fs.FS, o Options) (*Cluster, error) {
	c := Open(fsys, o)
	if c.prepare(context.Background()); c.failed != nil {
		return nil, c.failed
	}
	return c, nil
}

// Open returns a cluster at once; Start sets it up in the background, and the calls of Client wait
// for that. If it failed, they and Settle return the error.
func Open(fsys fs.FS, o Options) *Cluster {
	if o.Speed <= 0 {
		o.Speed = DefaultSpeed
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	c := &Cluster{
		cases: fsys, options: o, ready: make(chan struct{}),
		changed: make(chan struct{}, 1), settle: make(chan chan struct{}), ended: make(chan struct{}),
	}
	c.server = apiserver.New(o.Now, c.wake)
	c.controllers = controller.New(c.server, o.Speed)
	c.client = newClientset(c.react, c.reactWatch)
	return c
}

// prepare sets the cluster up unless that is done; failed says why it could not. It gives up
// between two cases when ctx ends.
func (c *Cluster) prepare(ctx context.Context) {
	if c.isReady() {
		return
	}
	defer close(c.ready)
	c.failed = c.load(ctx)
}

// load reads the cases and creates their objects.
func (c *Cluster) load(ctx context.Context) error {
	var err error
	if c.registries, err = cases.LoadRegistries(c.cases); err != nil {
		return err
	}
	c.world = registry.New(c.registries)
	list, err := cases.Load(c.cases, c.options.Only...)
	if err != nil {
		return err
	}
	list = playable(list, len(c.options.Only) > 0)
	c.node, err = node.New(c.server, &containerd.Client{Transport: c.world}, c.options.Speed, oddNodes(list)...)
	if err != nil {
		return err
	}
	return c.setUp(ctx, list)
}

func (c *Cluster) isReady() bool {
	select {
	case <-c.ready:
		return true
	default:
		return false
	}
}

// react answers a call of the clientset as soon as the cluster is set up.
func (c *Cluster) react(action clienttesting.Action) (bool, runtime.Object, error) {
	if <-c.ready; c.failed != nil {
		return true, nil, c.failed
	}
	return c.server.React(action)
}

func (c *Cluster) reactWatch(action clienttesting.Action) (bool, watch.Interface, error) {
	if <-c.ready; c.failed != nil {
		return true, nil, c.failed
	}
	return c.server.ReactWatch(action)
}
