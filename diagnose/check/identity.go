package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// What the identity of a node, or an account, needs for pulls from the
// registry of a cloud.

// cloudRights says which rights a pull needs; empty where they are not known.
func cloudRights(k *pull.Case) string {
	if id := provider.Of(k.Image.Registry).Node; id != nil {
		return needed(id)
	}
	return ""
}

func needed(id *provider.Identity) string {
	return strings.TrimSuffix("To pull, it needs "+id.Right+". "+id.Detail, " ")
}

// nodeRights says what the node's identity needs and how to give it, as a
// command to copy: the program itself changes nothing in a cloud.
func nodeRights(k *pull.Case) string {
	id := provider.Of(k.Image.Registry).Node
	if id == nil {
		return ""
	}
	n := provider.NodeNames(k.Node.ProviderID, k.Node.Labels)
	n.Registry, n.Repository = k.Image.Registry, k.Image.Repository
	return needed(id) + " To give it that: " + strings.Join(id.Grant(n), "; ")
}

// kubeletFetches says what fetches the login on a kubelet of the node's age.
func kubeletFetches(k *pull.Case) string {
	id := provider.Of(k.Image.Registry).Node
	if id == nil || k.Node == nil || k.Node.KubeletVersion == "" {
		return ""
	}
	if !text.AtLeast(k.Node.KubeletVersion, 1, id.BuiltInGone) {
		return fmt.Sprintf(" Its kubelet is %s.", k.Node.KubeletVersion)
	}
	return fmt.Sprintf(" Its kubelet is %s: the built-in provider is gone since 1.%d, so %s has to be set up on the node.", k.Node.KubeletVersion, id.BuiltInGone, id.Plugin)
}
