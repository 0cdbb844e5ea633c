package convert

import (
	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// SecretOf takes over a secret. Its data stay the bytes they are: whoever
// shows a part of them cleans it then.
func SecretOf(s *corev1.Secret) diagnose.Secret {
	out := diagnose.Secret{
		Meta: MetaOf("Secret", "v1", &s.ObjectMeta),
		Type: clean.CleanLine(string(s.Type)),
		Data: s.Data,
	}
	out.Immutable = s.Immutable != nil && *s.Immutable
	return out
}

func AccountOf(a *corev1.ServiceAccount) diagnose.ServiceAccount {
	return diagnose.ServiceAccount{
		Meta:        MetaOf("ServiceAccount", "v1", &a.ObjectMeta),
		PullSecrets: PullSecretNames(a.ImagePullSecrets, LocalName),
	}
}

func NodeOf(n *corev1.Node) diagnose.Node {
	var images []string
	sizes := map[string]int64{}
	for _, image := range n.Status.Images {
		for _, name := range image.Names {
			name = clean.CleanLine(name)
			images = append(images, name)
			sizes[name] = image.SizeBytes
		}
	}
	return diagnose.Node{
		Images:           images,
		Sizes:            sizes,
		Meta:             MetaOf("Node", "v1", &n.ObjectMeta),
		KubeletVersion:   clean.CleanLine(n.Status.NodeInfo.KubeletVersion),
		ContainerRuntime: clean.CleanLine(n.Status.NodeInfo.ContainerRuntimeVersion),
		ProviderID:       clean.CleanLine(n.Spec.ProviderID),
		Architecture:     clean.CleanLine(n.Status.NodeInfo.Architecture),
		Address:          addressOf(n.Status.Addresses),
	}
}

// addressOf is a node's address within the cluster, else any that it has.
func addressOf(list []corev1.NodeAddress) string {
	best := ""
	for _, a := range list {
		if a.Type == corev1.NodeInternalIP {
			return clean.CleanLine(a.Address)
		}
		if best == "" || a.Type == corev1.NodeExternalIP {
			best = clean.CleanLine(a.Address)
		}
	}
	return best
}

func NamespaceOf(n *corev1.Namespace) diagnose.Namespace {
	return diagnose.Namespace{Meta: MetaOf("Namespace", "v1", &n.ObjectMeta)}
}
