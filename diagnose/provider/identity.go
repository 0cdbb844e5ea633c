package provider

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Identity is how the nodes of a cloud pull from that cloud's registry without a pull secret: the
// kubelet's credential provider asks for a token in the name of the node.
type Identity struct {
	Cloud   string // the beginning of the nodes' spec.providerID: "aws://"
	Service string // the managed Kubernetes of that cloud: "EKS"
	Who     string // whose right it is: "the node's IAM role"

	Right  string // the smallest right, as a noun: "the role AcrPull on the registry"
	Detail string // sentence: what else there is to know about the right; may be empty

	// The kubelet's built-in provider is gone since this minor version of Kubernetes 1 (directory
	// pkg/credentialprovider of k8s.io/kubernetes); since then this program has to be on the node.
	BuiltInGone int
	Plugin      string

	// Grant are the commands that give the right, with the names that are known filled in. Names in
	// capitals are left for the user to replace.
	Grant func(Names) []string
}

// Names are what commands need to know beside the image. An empty one is printed as a word in capitals.
type Names struct {
	Registry, Repository string // of the image, without tag

	Role      string // AWS: the IAM role of the nodes
	NodeGroup string // AWS: the managed node group
	Cluster   string // the cluster, as its cloud calls it
	Group     string // Azure: the resource group of the cluster
	Account   string // Google Cloud: the service account of the nodes
}

// NodeNames are the names that a node's providerID and labels tell.
func NodeNames(providerID string, labels map[string]string) Names {
	var n Names
	switch {
	case strings.HasPrefix(providerID, "aws://"):
		n.NodeGroup = labels["eks.amazonaws.com/nodegroup"]
		n.Cluster = labels["alpha.eksctl.io/cluster-name"]
	case strings.HasPrefix(providerID, "azure://"):
		n.Group, n.Cluster = aksNames(providerID)
	}
	return n
}

// aksNames are the resource group and the cluster in the name that AKS gives to the resource group of
// the nodes, MC_<group>_<cluster>_<region>. Groups and clusters may contain an underscore: then they
// cannot be told apart.
func aksNames(providerID string) (group, cluster string) {
	parts := strings.Split(providerID, "/")
	for i := 0; i+1 < len(parts); i++ {
		if !strings.EqualFold(parts[i], "resourceGroups") {
			continue
		}
		if names := strings.Split(parts[i+1], "_"); len(names) == 4 && strings.EqualFold(names[0], "MC") {
			return names[1], names[2]
		}
		return "", ""
	}
	return "", ""
}

// or is a name of a form, or a word in capitals in its place.
func or(form func(string) shell.Word, name, capitals string) shell.Word {
	if name == "" {
		return shell.Capitals(capitals)
	}
	return form(name)
}
