package kube

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// secretOf takes over a secret. Its data stay the bytes they are: whoever
// shows a part of them cleans it then.
func secretOf(s *corev1.Secret) diagnose.Secret {
	out := diagnose.Secret{
		Meta: metaOf("Secret", "v1", &s.ObjectMeta),
		Type: CleanLine(string(s.Type)),
		Data: s.Data,
	}
	out.Immutable = s.Immutable != nil && *s.Immutable
	return out
}

func accountOf(a *corev1.ServiceAccount) diagnose.ServiceAccount {
	return diagnose.ServiceAccount{
		Meta:        metaOf("ServiceAccount", "v1", &a.ObjectMeta),
		PullSecrets: pullSecretNames(a.ImagePullSecrets, localName),
	}
}

func nodeOf(n *corev1.Node) diagnose.Node {
	var images []string
	for _, image := range n.Status.Images {
		for _, name := range image.Names {
			images = append(images, CleanLine(name))
		}
	}
	return diagnose.Node{
		Images:           images,
		Meta:             metaOf("Node", "v1", &n.ObjectMeta),
		KubeletVersion:   CleanLine(n.Status.NodeInfo.KubeletVersion),
		ContainerRuntime: CleanLine(n.Status.NodeInfo.ContainerRuntimeVersion),
		ProviderID:       CleanLine(n.Spec.ProviderID),
		Architecture:     CleanLine(n.Status.NodeInfo.Architecture),
	}
}

func namespaceOf(n *corev1.Namespace) diagnose.Namespace {
	return diagnose.Namespace{Meta: metaOf("Namespace", "v1", &n.ObjectMeta)}
}
