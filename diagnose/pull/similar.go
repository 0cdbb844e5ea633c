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
// the referenced one; it prefers one that matches the image. In manifests, names
// that differ only in a number are of two secrets, of which one may be in the
// cluster.
func (k *Case) NearName(r *Ref) *diagnose.Secret {
	var best *diagnose.Secret
	bestAt := 0
	mayExist := k.Pod.Template && k.Index.Snap.Source.Kind == diagnose.SourceFiles && !k.Index.Absent(*k.Object(r))
	for _, s := range k.Index.inNamespace[k.Pod.Namespace] {
		if s.Name == r.Name || k.references(s) || !PullSecretType(s) {
			continue
		}
		d, ok := nameDistance(s.Name, r.Name)
		if !ok || mayExist && sameButNumber(s.Name, r.Name) {
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
