package provider

import (
	"net/netip"
	"strings"
)

// Local is a registry or a mirror that runs on the node itself, or in the cluster.
type Local struct {
	Title string // "the registry that k3s and RKE2 embed"
	Note  string // sentence: what it does and who rewrites images or requests to it
}

// locals are the ports that such registries listen on by default.
var locals = map[string]Local{
	"4001":  {"Dragonfly", "Its agent on the node serves images from other nodes."},
	"5000":  {"a local registry", "minikube, kind and k3d set up a registry at this port."},
	"5001":  {"a local registry", "kind sets up a registry at this port."},
	"6443":  {"the registry that k3s embeds", "It serves images that other nodes already have, for the registries that registries.yaml names as mirrors."},
	"7439":  {"kube-image-keeper", "Its webhook rewrites the images of new pods to localhost:7439; the original name is in an annotation of the pod."},
	"9345":  {"the registry that RKE2 embeds", "It serves images that other nodes already have, for the registries that registries.yaml names as mirrors."},
	"29999": {"Spegel", "It serves images that other nodes already have."},
	"30020": {"Spegel", "It serves images that other nodes already have."},
	"30021": {"Spegel", "It serves images that other nodes already have."},
	"30081": {"Kraken", "Its agent on the node serves images from other nodes."},
	"31999": {"the registry of Zarf", "Its webhook rewrites the images of new pods to 127.0.0.1:31999."},
	"32000": {"the registry addon of MicroK8s", "It is empty until images are pushed to it."},
	"65001": {"Dragonfly", "Its agent on the node serves images from other nodes."},
}

// LocalAt recognizes a registry on the node by its address and port. An unknown port at the node is
// reported with no Title.
func LocalAt(registry string) (Local, bool) {
	host, port, _ := strings.Cut(strings.ToLower(registry), ":")
	if strings.HasPrefix(registry, "[") {
		end := strings.LastIndexByte(registry, ']')
		host, port = registry[1:max(end, 1)], strings.TrimPrefix(registry[end+1:], ":")
	}
	if host != "localhost" {
		if a, err := netip.ParseAddr(host); err != nil || !a.IsLoopback() {
			return Local{}, false
		}
	}
	return locals[port], true
}

// NodeConfig are the files in which a node's container runtime is told about mirrors, credentials and
// certificates of registries, by the versions that the node reports: "v1.33.4+k3s1",
// "containerd://2.1.4". Changing them needs access to the nodes.
func NodeConfig(kubeletVersion, runtimeVersion string) []string {
	switch {
	case strings.Contains(kubeletVersion, "+k3s"):
		return []string{"/etc/rancher/k3s/registries.yaml"}
	case strings.Contains(kubeletVersion, "+rke2"):
		return []string{"/etc/rancher/rke2/registries.yaml"}
	}
	switch runtime, _, _ := strings.Cut(runtimeVersion, "://"); runtime {
	case "containerd":
		return []string{"/etc/containerd/certs.d/HOST/hosts.toml", "/etc/containerd/config.toml"}
	case "cri-o":
		return []string{"/etc/containers/registries.conf", "/etc/containers/registries.conf.d/"}
	case "docker":
		return []string{"/etc/docker/daemon.json", "/etc/docker/certs.d/HOST/"}
	}
	return nil
}
