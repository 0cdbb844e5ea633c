package lab

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
	"github.com/pulldoctor/pulldoctor/testdata/node/registry"
)

// NodeOptions say what the node finds around it.
type NodeOptions struct {
	Generation Generation
	Registries []cases.Registry
	Odd        *cases.Node // what is odd about the node, nil for nothing
}

// about is the node's name and what is odd about it.
func (o NodeOptions) about() cases.Node {
	if o.Odd != nil {
		return *o.Odd
	}
	return cases.Node{Name: NodeName}
}

// NodeName is the name of the only node, unless a case brings its own.
const NodeName = "practice-node"

// nodePrograms are what a node needs beyond the control plane, and ownPrograms those that each
// generation has its own of.
var (
	nodePrograms = []string{"kube-scheduler", "app", "pause"}
	ownPrograms  = []string{"kubelet", "containerd", "containerd-shim-runc-v2", "ctr"}
)

// startNode runs the registries, containerd and the kubelet, and waits until the node is ready.
func (c *Cluster) startNode(ctx context.Context, o NodeOptions) error {
	if !isolate.Inside() {
		return errors.New("lab: a node runs only inside package isolate")
	}
	c.node, c.about = o.Generation, o.about()
	if err := c.startRegistries(o); err != nil {
		return err
	}
	if err := c.startScheduler(); err != nil {
		return err
	}
	if err := c.startContainerd(ctx, o.Registries); err != nil {
		return err
	}
	for try := 1; ; try++ {
		// containerd answers before its runtime service does, and a kubelet that is too early ends.
		err := c.joinNode(ctx)
		if err == nil || try == kubeletTries || !strings.Contains(err.Error(), "server is not initialized yet") {
			return err
		}
	}
}

// kubeletTries is how often a kubelet is started that came before containerd was ready.
const kubeletTries = 5

// joinNode runs the kubelet and waits until its node is ready.
func (c *Cluster) joinNode(ctx context.Context) error {
	p, err := c.startKubelet()
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(c.Config)
	if err != nil {
		return err
	}
	return waitFor(ctx, p, func(ctx context.Context) error {
		node, err := client.CoreV1().Nodes().Get(ctx, c.about.Name, metav1.GetOptions{})
		if err != nil {
			return err
		}
		for _, condition := range node.Status.Conditions {
			if condition.Type == corev1.NodeReady && condition.Status != corev1.ConditionTrue {
				return fmt.Errorf("%s: %s", condition.Reason, condition.Message)
			}
		}
		if len(node.Spec.Taints) > 0 {
			return fmt.Errorf("tainted: %v", node.Spec.Taints)
		}
		return nil
	})
}

// startRegistries serves the practice world under a certificate authority that only containerd
// trusts.
func (c *Cluster) startRegistries(o NodeOptions) error {
	ca, err := pki.New("practice-registries-ca")
	if err != nil {
		return err
	}
	if err := os.WriteFile(c.file("registries.crt"), ca.PEM, 0o600); err != nil {
		return err
	}
	world, err := registry.Serve(registry.Options{
		Registries: o.Registries, App: c.programs["app"], DNS: isolate.DNSAddress, CA: ca,
		Names: map[string]string{c.about.Name: "127.0.0.1"},
	})
	if err != nil {
		return err
	}
	c.stops = append(c.stops, world.Close)
	return nil
}

// RegistryCA is the certificate of the registries' authority, PEM.
func (c *Cluster) RegistryCA() ([]byte, error) { return os.ReadFile(c.file("registries.crt")) }

// file is a path in the lab's folder.
func (c *Cluster) file(name string) string { return filepath.Join(c.dir, name) }

// writeFile writes a configuration file and makes the folders above it.
func (c *Cluster) writeFile(name, text string) (string, error) {
	path := c.file(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return "", err
	}
	return path, os.WriteFile(path, []byte(text), 0o600)
}
