package lab

import (
	"context"
	"fmt"
	"path/filepath"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/testdata/node/pki"
)

// startEtcd runs a store that need not survive the machine. It returns its address.
func (c *Cluster) startEtcd(clientPort, peerPort int) (string, error) {
	client := fmt.Sprintf("http://127.0.0.1:%d", clientPort)
	peer := fmt.Sprintf("http://127.0.0.1:%d", peerPort)
	_, err := c.run("etcd", nil,
		"--data-dir="+filepath.Join(c.dir, "etcd"),
		"--listen-client-urls="+client, "--advertise-client-urls="+client,
		"--listen-peer-urls="+peer, "--initial-advertise-peer-urls="+peer,
		"--initial-cluster=default="+peer,
		"--unsafe-no-fsync", "--log-level=warn")
	return client, err
}

// startAPIServer runs kube-apiserver with the admission plugins that are on by default
// (ServiceAccount among them) and RBAC, and waits until it is ready.
func (c *Cluster) startAPIServer(ctx context.Context, store string, port int) error {
	server, err := c.ca.Issue("kube-apiserver", nil, "kubernetes.default.svc", "localhost", "127.0.0.1")
	if err != nil {
		return err
	}
	if err := server.Write(c.dir, "apiserver"); err != nil {
		return err
	}
	if err := c.ca.Write(c.dir, "ca"); err != nil {
		return err
	}
	if err := pki.WriteSigningKey(c.dir); err != nil {
		return err
	}
	file := c.file
	p, err := c.run("kube-apiserver", nil,
		"--etcd-servers="+store,
		"--bind-address=127.0.0.1", portFlag("secure-port", port),
		// A loopback address cannot be published as an endpoint, so nothing is.
		"--advertise-address="+documentationAddress, "--endpoint-reconciler-type=none",
		"--tls-cert-file="+file("apiserver.crt"), "--tls-private-key-file="+file("apiserver.key"),
		"--client-ca-file="+file("ca.crt"),
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+file("sa.pub"), "--service-account-signing-key-file="+file("sa.key"),
		"--service-cluster-ip-range=10.96.0.0/16",
		"--authorization-mode=Node,RBAC", "--enable-admission-plugins=NodeRestriction",
		"--allow-privileged=true")
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(c.Config)
	if err != nil {
		return err
	}
	return waitFor(ctx, p, func(ctx context.Context) error {
		_, err := client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		return err
	})
}

// documentationAddress is one that no machine has (RFC 5737).
const documentationAddress = "192.0.2.2"
