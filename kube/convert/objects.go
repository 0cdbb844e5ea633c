package convert

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// SecretOf converts a secret. Its data stay unchanged bytes: the code that
// shows a part of them cleans it.
func SecretOf(s *corev1.Secret) diagnose.Secret {
	out := diagnose.Secret{
		Meta: MetaOf("Secret", "v1", &s.ObjectMeta),
		Type: clean.Line(string(s.Type)),
		Data: s.Data,
	}
	out.Immutable = s.Immutable != nil && *s.Immutable
	return out
}

// ServiceAccountOf converts a service account.
func ServiceAccountOf(a *corev1.ServiceAccount) diagnose.ServiceAccount {
	return diagnose.ServiceAccount{
		Meta:        MetaOf("ServiceAccount", "v1", &a.ObjectMeta),
		PullSecrets: PullSecretNames(a.ImagePullSecrets, LocalName),
	}
}

// NodeOf converts a node, with the images that it lists.
func NodeOf(n *corev1.Node) diagnose.Node {
	var images []string
	for _, image := range n.Status.Images {
		for _, name := range image.Names {
			images = append(images, clean.Line(name))
		}
	}
	return diagnose.Node{
		Images:           images,
		Meta:             MetaOf("Node", "v1", &n.ObjectMeta),
		KubeletVersion:   clean.Line(n.Status.NodeInfo.KubeletVersion),
		ContainerRuntime: clean.Line(n.Status.NodeInfo.ContainerRuntimeVersion),
		ProviderID:       clean.Line(n.Spec.ProviderID),
		Architecture:     clean.Line(n.Status.NodeInfo.Architecture),
	}
}

// NamespaceOf converts a namespace.
func NamespaceOf(n *corev1.Namespace) diagnose.Namespace {
	return diagnose.Namespace{Meta: MetaOf("Namespace", "v1", &n.ObjectMeta)}
}
