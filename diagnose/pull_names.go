package diagnose

// namesakes are Secrets of the same name elsewhere, those that would serve
// the image first.
func (k *Case) namesakes(r *Ref) []*Secret {
	var serve, rest []*Secret
	for _, s := range k.index.named[r.Name] {
		switch {
		case s.Namespace == k.Pod.Namespace:
		case k.wouldServe(s):
			serve = append(serve, s)
		default:
			rest = append(rest, s)
		}
	}
	return append(serve, rest...)
}

// nearName is a pull secret of the pod's namespace whose name is nearly the
// one asked for; one that would serve the image is preferred.
func (k *Case) nearName(r *Ref) *Secret {
	var best *Secret
	bestAt := 0
	for _, s := range k.index.inNamespace[k.Pod.Namespace] {
		if s.Name == r.Name || k.names(s) || !pullSecretType(s) {
			continue
		}
		d, ok := nameDistance(s.Name, r.Name)
		if !ok {
			continue
		}
		if !k.wouldServe(s) {
			d += 10
		}
		if best == nil || d < bestAt {
			best, bestAt = s, d
		}
	}
	return best
}
