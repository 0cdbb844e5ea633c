package node

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/types"
)

// secretCache reads secrets as the kubelet's watch-based manager does: always the present state,
// but an immutable secret is kept as it was first read, as long as a pod of the node references it.
type secretCache struct {
	s         *apiserver.Server
	immutable map[types.NamespacedName]*corev1.Secret
}

func newSecretCache(s *apiserver.Server) *secretCache {
	return &secretCache{s: s, immutable: map[types.NamespacedName]*corev1.Secret{}}
}

// pullSecret is a secret with the identity that the pull records keep.
type pullSecret struct {
	keyring.Secret
	uid types.UID
}

// forPod mirrors getPullSecretsForPod: the secrets that can be read, in the pod's order, and the
// names of the others, joined as the event shows them.
func (c *secretCache) forPod(pod *corev1.Pod) (secrets []pullSecret, missing string) {
	var lost []string
	for _, ref := range pod.Spec.ImagePullSecrets {
		if ref.Name == "" {
			continue
		}
		s := c.get(pod.Namespace, ref.Name)
		if s == nil {
			lost = append(lost, ref.Name)
			continue
		}
		secrets = append(secrets, pullSecret{
			keyring.Secret{Namespace: s.Namespace, Name: s.Name, Type: string(s.Type), Data: s.Data}, s.UID,
		})
	}
	return secrets, strings.Join(lost, ", ")
}

func (c *secretCache) get(namespace, name string) *corev1.Secret {
	key := types.NamespacedName{Namespace: namespace, Name: name}
	if s := c.immutable[key]; s != nil {
		return s
	}
	s, ok := apiserver.Find[*corev1.Secret](c.s, apiserver.Secrets, namespace, name)
	if !ok {
		return nil
	}
	if s.Immutable != nil && *s.Immutable {
		c.immutable[key] = s
	}
	return s
}

// prune drops immutable secrets that no pod of the node references.
func (c *secretCache) prune() {
	for key := range c.immutable {
		pods := apiserver.All[*corev1.Pod](c.s, apiserver.Pods, key.Namespace)
		if !slices.ContainsFunc(pods, func(p *corev1.Pod) bool {
			return p.Spec.NodeName == Name && slices.Contains(p.Spec.ImagePullSecrets, corev1.LocalObjectReference{Name: key.Name})
		}) {
			delete(c.immutable, key)
		}
	}
}
