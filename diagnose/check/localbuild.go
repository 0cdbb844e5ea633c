package check

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// builtHere says whether the image was probably built on the computer of a developer: the node is one
// of kind, minikube or the like, and the image names no registry, so that Docker Hub was asked for it.
func builtHere(k *pull.Case) bool {
	if !k.OnLocalCluster() || !unnamedRegistry(k.Image) {
		return false
	}
	official := strings.HasPrefix(k.Image.Repository, "library/")
	return official || k.Reading.Class == symptom.NotFound || k.Node != nil && k.NodeHas(k.Node)
}
