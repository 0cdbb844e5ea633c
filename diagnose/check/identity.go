package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// What the identity of a node, or an account, needs to pull from a cloud's registry.

// cloudRights says which permissions a pull needs; "" if they are not known.
func cloudRights(k *pull.Case) string {
	if id := provider.Of(k.Image.Registry).Node; id != nil {
		return needed(id)
	}
	return ""
}

func needed(id *provider.Identity) string {
	return strings.TrimSuffix("To pull, it needs "+id.Right+". "+id.Detail, " ")
}

// NodeGrant returns the commands that grant the node's identity permission to pull the image; nil if the
// node does not run in the registry's cloud. The program itself changes nothing in a cloud.
func NodeGrant(k *pull.Case) []string {
	id := provider.Of(k.Image.Registry).Node
	if id == nil || k.Node == nil || !strings.HasPrefix(k.Node.ProviderID, id.Cloud) {
		return nil
	}
	n := provider.NodeNames(k.Node.ProviderID, k.Node.Labels)
	n.Registry, n.Repository = k.Image.Registry, k.Image.Repository
	return id.Grant(n)
}

// kubeletProvider says what gets the credentials on the node's version of the kubelet.
func kubeletProvider(k *pull.Case) string {
	id := provider.Of(k.Image.Registry).Node
	if id == nil || k.Node == nil || k.Node.KubeletVersion == "" {
		return ""
	}
	if !text.AtLeast(k.Node.KubeletVersion, 1, id.BuiltInGone) {
		return fmt.Sprintf(" Its kubelet is %s.", k.Node.KubeletVersion)
	}
	return fmt.Sprintf(" Its kubelet is %s: the built-in provider was removed in 1.%d, so %s has to be set up on the node.", k.Node.KubeletVersion, id.BuiltInGone, id.Plugin)
}
