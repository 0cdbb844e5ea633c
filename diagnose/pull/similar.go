package pull

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
)

// SameName are pull secrets of the same name elsewhere, those that would serve
// the image first.
func (k *Case) SameName(r *Ref) []*diagnose.Secret {
	var serve, rest []*diagnose.Secret
	for _, s := range k.Index.named[r.Name] {
		switch {
		case s.Namespace == k.Pod.Namespace, !PullSecretType(s):
		case k.WouldServe(s):
			serve = append(serve, s)
		default:
			rest = append(rest, s)
		}
	}
	return append(serve, rest...)
}

// OtherKind is a Secret of the same name in another namespace that is no pull secret; nil if there is
// none.
func (k *Case) OtherKind(r *Ref) *diagnose.Secret {
	for _, s := range k.Index.named[r.Name] {
		if s.Namespace != k.Pod.Namespace && !PullSecretType(s) {
			return s
		}
	}
	return nil
}

// NearName is a pull secret of the pod's namespace whose name is nearly the
// one asked for; one that would serve the image is preferred.
func (k *Case) NearName(r *Ref) *diagnose.Secret {
	var best *diagnose.Secret
	bestAt := 0
	for _, s := range k.Index.inNamespace[k.Pod.Namespace] {
		if s.Name == r.Name || k.names(s) || !PullSecretType(s) {
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
