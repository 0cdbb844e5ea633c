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
	sizes, digests := map[string]int64{}, map[string]string{}
	for _, image := range n.Status.Images {
		for _, name := range image.Names {
			name = clean.Line(name)
			images = append(images, name)
			sizes[name] = image.SizeBytes
		}
		addDigests(digests, image.Names)
	}
	return diagnose.Node{
		Images:           images,
		Sizes:            sizes,
		Digests:          digests,
		Meta:             MetaOf("Node", "v1", &n.ObjectMeta),
		KubeletVersion:   clean.Line(n.Status.NodeInfo.KubeletVersion),
		ContainerRuntime: clean.Line(n.Status.NodeInfo.ContainerRuntimeVersion),
		ProviderID:       clean.Line(n.Spec.ProviderID),
		Architecture:     clean.Line(n.Status.NodeInfo.Architecture),
		Address:          addressOf(n.Status.Addresses),
		Addresses:        ipsOf(n.Status.Addresses),
		OS:               clean.Line(n.Status.NodeInfo.OperatingSystem),
		KernelVersion:    clean.Line(n.Status.NodeInfo.KernelVersion),
		OSImage:          clean.Line(n.Status.NodeInfo.OSImage),
		DiskPressure:     hasCondition(n.Status.Conditions, corev1.NodeDiskPressure),
	}
}

// ipsOf are a node's IP addresses, internal and external.
func ipsOf(list []corev1.NodeAddress) []string {
	var out []string
	for _, a := range list {
		if a.Type == corev1.NodeInternalIP || a.Type == corev1.NodeExternalIP {
			out = append(out, clean.Line(a.Address))
		}
	}
	return out
}

// hasCondition reports whether a condition is true.
func hasCondition(list []corev1.NodeCondition, t corev1.NodeConditionType) bool {
	for i := range list {
		if list[i].Type == t {
			return list[i].Status == corev1.ConditionTrue
		}
	}
	return false
}

// addressOf is a node's address within the cluster, else any that it has.
func addressOf(list []corev1.NodeAddress) string {
	best := ""
	for _, a := range list {
		if a.Type == corev1.NodeInternalIP {
			return clean.Line(a.Address)
		}
		if best == "" || a.Type == corev1.NodeExternalIP {
			best = clean.Line(a.Address)
		}
	}
	return best
}

// NamespaceOf converts a namespace.
func NamespaceOf(n *corev1.Namespace) diagnose.Namespace {
	return diagnose.Namespace{Meta: MetaOf("Namespace", "v1", &n.ObjectMeta)}
}

// addDigests notes the digest that one image of a node is listed with, for each of
// its names with a tag.
func addDigests(to map[string]string, names []string) {
	digest := ""
	for _, name := range names {
		if d := digestOf(name); d != "" {
			digest = d
		}
	}
	for _, name := range names {
		if name = clean.Line(name); digest != "" && digestOf(name) == "" {
			to[name] = digest
		}
	}
}
