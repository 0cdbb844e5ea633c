package check

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// builtLocally reports whether the image was probably built on a developer's computer: the node belongs to
// kind, minikube or the like, and the image has no registry in its name, so the node asked Docker Hub for it.
func builtLocally(k *pull.Case) bool {
	if !k.OnLocalCluster() || !unnamedRegistry(k.Image) {
		return false
	}
	official := strings.HasPrefix(k.Image.Repository, "library/")
	return official || k.Reading.Class == symptom.NotFound || k.Node != nil && k.NodeHas(k.Node)
}
