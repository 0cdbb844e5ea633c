package lab

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
)

// kubeletConfig keeps the kubelet's defaults for everything that bears on pulling images.
//
// Each setting here has a reason: no swap, cgroup version 1 and no iptables are what the machine may
// have; pulls and events are not held back (0 events would mean client-go's five a second); nothing is
// evicted.
const kubeletConfig = `apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: %[1]d
healthzPort: 0
readOnlyPort: 0
tlsCertFile: %[2]q
tlsPrivateKeyFile: %[3]q
authentication: {x509: {clientCAFile: %[4]q}, webhook: {enabled: true}, anonymous: {enabled: false}}
authorization: {mode: Webhook}
containerRuntimeEndpoint: unix://%[5]s
cgroupDriver: cgroupfs
cgroupRoot: %[6]q
failCgroupV1: false
failSwapOn: false
makeIPTablesUtilChains: false
serializeImagePulls: false
%[8]s
eventRecordQPS: 200
eventBurst: 1000
evictionHard: {memory.available: 10Mi, nodefs.available: "1%%", imagefs.available: "1%%"}
imageGCHighThresholdPercent: 100
imageGCLowThresholdPercent: 99
clusterDNS: [%[7]s]
clusterDomain: cluster.local
`

// oddities are the settings of the kubelet that a node may have of its own.
func oddities(about cases.Node) string {
	text := "registryPullQPS: 0"
	if about.PullQPS > 0 {
		text = fmt.Sprintf("registryPullQPS: %d\nregistryBurst: %[1]d", about.PullQPS)
	}
	if about.ProviderID != "" {
		text += fmt.Sprintf("\nproviderID: %q", about.ProviderID)
	}
	return text
}

// startKubelet registers the node and runs its agent.
func (c *Cluster) startKubelet() (*process, error) {
	kubeconfig, err := c.writeKubeconfig("kubelet", "system:node:"+c.about.Name, "system:nodes")
	if err != nil {
		return nil, err
	}
	server, err := c.ca.Issue(c.about.Name, nil, c.about.Name, "127.0.0.1")
	if err != nil {
		return nil, err
	}
	if err := server.Write(c.dir, "kubelet"); err != nil {
		return nil, err
	}
	port, err := freePorts(1)
	if err != nil {
		return nil, err
	}
	config, err := c.writeFile("kubelet.yaml", fmt.Sprintf(kubeletConfig, port[0], c.file("kubelet.crt"),
		c.file("kubelet.key"), c.file("ca.crt"), containerdSocket, isolate.CgroupRoot(), isolate.DNSAddress, oddities(c.about)))
	if err != nil {
		return nil, err
	}
	return c.run("kubelet", nil, "--kubeconfig="+kubeconfig, "--config="+config,
		"--hostname-override="+c.about.Name, "--node-ip="+isolate.NodeAddress)
}
