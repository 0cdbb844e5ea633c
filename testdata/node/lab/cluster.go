package lab

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"k8s.io/client-go/rest"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
)

// Cluster is a running lab.
type Cluster struct {
	Kubeconfig string // of a cluster admin (group system:masters)
	Config     *rest.Config
	Store      string // address of etcd, which asks for no login

	dir      string
	stops    []func() error // what runs in this process; ended before the programs
	server   string
	ca       *pki.Authority
	node     Generation
	about    cases.Node
	programs map[string]string
	log      io.Writer
	unlock   func()

	mu        sync.Mutex
	processes []*process // in the order they were started
}

// dirPattern names the folders of running labs in the system's folder for temporary files.
const dirPattern = "pulldoctor-node-"

// Options say how much of a cluster is wanted. The zero value is etcd and kube-apiserver.
type Options struct {
	Log io.Writer // receives progress, nil for none

	// Controllers adds kube-controller-manager: Deployments make pods, namespaces have accounts.
	Controllers bool

	// Node adds kube-scheduler, kubelet, containerd and the registries of the practice world. It
	// works only inside package isolate.
	Node *NodeOptions
}

// Start builds what is missing and runs it on free ports of 127.0.0.1. When it fails, nothing is left
// running.
func Start(ctx context.Context, o Options) (*Cluster, error) {
	if o.Log == nil {
		o.Log = io.Discard
	}
	programs, err := Build(ctx, o.Log, o.names()...)
	if err != nil {
		return nil, err
	}
	c := &Cluster{programs: programs, log: o.Log}
	if err := c.start(ctx, o); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

// names are the programs that are needed.
func (o Options) names() []string {
	names := []string{"etcd", "kube-apiserver"}
	if o.Controllers || o.Node != nil {
		names = append(names, "kube-controller-manager")
	}
	if o.Node != nil {
		names = append(names, nodePrograms...)
		for _, name := range ownPrograms {
			names = append(names, o.Node.Generation.program(name))
		}
	}
	return names
}

func (c *Cluster) start(ctx context.Context, o Options) error {
	sweep(os.TempDir())
	var err error
	if c.dir, err = os.MkdirTemp("", dirPattern); err != nil {
		return err
	}
	if c.unlock, err = lockFile(filepath.Join(c.dir, lockName)); err != nil {
		return err
	}
	if c.ca, err = pki.New("pulldoctor-node-ca"); err != nil {
		return err
	}
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	if c.Store, err = c.startEtcd(ports[0], ports[1]); err != nil {
		return err
	}
	c.server = fmt.Sprintf("https://127.0.0.1:%d", ports[2])
	if c.Kubeconfig, err = c.writeKubeconfig("admin", "pulldoctor-admin", "system:masters"); err != nil {
		return err
	}
	if c.Config, err = loadConfig(c.Kubeconfig); err != nil {
		return err
	}
	c.Config.QPS, c.Config.Burst = 200, 400
	if err := c.startAPIServer(ctx, c.Store, ports[2]); err != nil {
		return err
	}
	if o.Controllers || o.Node != nil {
		if err := c.startControllers(ctx, o.Node != nil); err != nil {
			return err
		}
	}
	if o.Node != nil {
		return c.startNode(ctx, *o.Node)
	}
	return nil
}

// path is where a program was built: the generation's own, if there is one.
func (c *Cluster) path(name string) string {
	if own, ok := c.programs[c.node.program(name)]; ok {
		return own
	}
	return c.programs[name]
}

// run starts a program and remembers it for Stop.
func (c *Cluster) run(name string, env []string, args ...string) (*process, error) {
	p, err := startProcess(c.dir, name, c.path(name), env, args...)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.processes = append(c.processes, p)
	return p, nil
}

// Stop ends the programs, the last started first, and removes the lab's files. It may be called
// again, and from a signal handler.
func (c *Cluster) Stop() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	var errs []error
	for _, stop := range c.stops {
		errs = append(errs, stop())
	}
	c.stops = nil
	for _, p := range slices.Backward(c.processes) {
		errs = append(errs, p.stop())
	}
	c.processes = nil
	if c.dir != "" {
		errs = append(errs, os.RemoveAll(c.dir))
	}
	if c.unlock != nil {
		c.unlock()
		c.unlock = nil
	}
	return errors.Join(errs...)
}
