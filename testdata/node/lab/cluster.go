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
	"time"

	"k8s.io/client-go/rest"
)

// Cluster is a running lab.
type Cluster struct {
	Kubeconfig string // of a cluster admin (group system:masters)
	Config     *rest.Config

	dir      string
	server   string
	ca       *authority
	programs map[string]string
	log      io.Writer
	unlock   func()

	mu        sync.Mutex
	processes []*process // in the order they were started
}

// dirPattern names the folders of running labs in the system's folder for temporary files.
const dirPattern = "pulldoctor-node-"

// readyTimeout is how long a program may take until it answers; the machine may be busy.
const readyTimeout = 3 * time.Minute

// Start builds what is missing and runs etcd and kube-apiserver on free ports of 127.0.0.1. When it
// fails, nothing is left running.
func Start(ctx context.Context, log io.Writer) (*Cluster, error) {
	programs, err := Build(ctx, log, "etcd", "kube-apiserver")
	if err != nil {
		return nil, err
	}
	c := &Cluster{programs: programs, log: log}
	if err := c.start(ctx); err != nil {
		return nil, errors.Join(err, c.Stop())
	}
	return c, nil
}

func (c *Cluster) start(ctx context.Context) error {
	sweep(os.TempDir())
	var err error
	if c.dir, err = os.MkdirTemp("", dirPattern); err != nil {
		return err
	}
	if c.unlock, err = lockFile(filepath.Join(c.dir, lockName)); err != nil {
		return err
	}
	if c.ca, err = newAuthority("pulldoctor-node-ca"); err != nil {
		return err
	}
	ports, err := freePorts(3)
	if err != nil {
		return err
	}
	store, err := c.startEtcd(ports[0], ports[1])
	if err != nil {
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
	return c.startAPIServer(ctx, store, ports[2])
}

// run starts a program and remembers it for Stop.
func (c *Cluster) run(name string, env []string, args ...string) (*process, error) {
	p, err := startProcess(c.dir, name, c.programs[name], env, args...)
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
