package lab

import (
	"context"
	"path/filepath"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// startControllers runs kube-controller-manager and waits for its first work, the default account.
//
// Without a real node nobody renews the node's lease; the controllers that would then empty the node
// stay off.
func (c *Cluster) startControllers(ctx context.Context, realNode bool) error {
	config, err := c.writeKubeconfig("controller-manager", "system:kube-controller-manager")
	if err != nil {
		return err
	}
	port, err := freePorts(1)
	if err != nil {
		return err
	}
	controllers := "--controllers=*"
	if !realNode {
		controllers += ",-node-lifecycle-controller,-taint-eviction-controller"
	}
	p, err := c.run("kube-controller-manager", nil, controllers,
		"--kubeconfig="+config, "--authentication-kubeconfig="+config, "--authorization-kubeconfig="+config,
		"--bind-address=127.0.0.1", portFlag("secure-port", port[0]),
		"--service-account-private-key-file="+filepath.Join(c.dir, "sa.key"),
		"--root-ca-file="+filepath.Join(c.dir, "ca.crt"),
		"--use-service-account-credentials=true", "--leader-elect=false")
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(c.Config)
	if err != nil {
		return err
	}
	return waitFor(ctx, p, func(ctx context.Context) error {
		_, err := client.CoreV1().ServiceAccounts("default").Get(ctx, "default", metav1.GetOptions{})
		return err
	})
}

// startScheduler runs kube-scheduler; nothing waits for it but pods.
func (c *Cluster) startScheduler() error {
	config, err := c.writeKubeconfig("scheduler", "system:kube-scheduler")
	if err != nil {
		return err
	}
	port, err := freePorts(1)
	if err != nil {
		return err
	}
	_, err = c.run("kube-scheduler", nil,
		"--kubeconfig="+config, "--authentication-kubeconfig="+config, "--authorization-kubeconfig="+config,
		"--bind-address=127.0.0.1", portFlag("secure-port", port[0]), "--leader-elect=false")
	return err
}
