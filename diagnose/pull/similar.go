package pull

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// SameName returns pull secrets of the same name in other namespaces, those that
// match the image first.
func (k *Case) SameName(r *Ref) []*diagnose.Secret {
	var matching, rest []*diagnose.Secret
	for _, s := range k.Index.named[r.Name] {
		switch {
		case s.Namespace == k.Pod.Namespace, !PullSecretType(s):
		case k.WouldServe(s):
			matching = append(matching, s)
		default:
			rest = append(rest, s)
		}
	}
	return append(matching, rest...)
}

// OtherKind returns a Secret of the same name in another namespace that is not a pull secret; nil if
// there is none.
func (k *Case) OtherKind(r *Ref) *diagnose.Secret {
	for _, s := range k.Index.named[r.Name] {
		if s.Namespace != k.Pod.Namespace && !PullSecretType(s) {
			return s
		}
	}
	return nil
}

// NearName returns a pull secret in the pod's namespace whose name is similar to
// the referenced one; it prefers one that matches the image.
func (k *Case) NearName(r *Ref) *diagnose.Secret {
	var best *diagnose.Secret
	bestAt := 0
	for _, s := range k.Index.inNamespace[k.Pod.Namespace] {
		if s.Name == r.Name || k.references(s) || !PullSecretType(s) {
			continue
		}
		d, ok := nameDistance(s.Name, r.Name)
		if !ok {
			continue
		}
		if !k.WouldServe(s) {
			d += 10
		}
		if best == nil || d < bestAt {
			best, bestAt = s, d
		}
	}
	return best
}
