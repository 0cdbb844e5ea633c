package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// lateRefs returns the pull secrets that the service account provides now and the pod was created
// without. They matter only if credentials could change the response.
func (k *Case) lateRefs() []Ref {
	if k.OwnList() || k.ToCome() || !k.Refused() {
		return nil
	}
	var out []Ref
	for _, name := range k.ProvidedOnlyNow() {
		if !slices.ContainsFunc(out, func(r Ref) bool { return r.Name == name }) {
			out = append(out, k.resolve(name, FromAccount))
		}
	}
	return out
}

// AllRefs returns the references of the pod, then those that a new pod would get in addition.
func (k *Case) AllRefs() []*Ref {
	out := make([]*Ref, 0, len(k.Refs)+len(k.Late))
	for i := range k.Refs {
		out = append(out, &k.Refs[i])
	}
	for i := range k.Late {
		out = append(out, &k.Late[i])
	}
	return out
}

// IsLate reports whether an object is a secret that the pod was created without, though its service
// account provides it now.
func (k *Case) IsLate(o *diagnose.Object) bool {
	return o != nil && o.Kind == "Secret" && o.Namespace == k.Pod.Namespace &&
		slices.ContainsFunc(k.Late, func(r Ref) bool { return r.Name == o.Name })
}

// LateServes reports whether a new pod would get credentials for the image from its service account, and
// whether that is unknown because one of the secrets cannot be read.
func (k *Case) LateServes() (yes, perhaps bool) {
	for i := range k.Late {
		r := &k.Late[i]
		yes = yes || k.WouldServe(r.Secret)
		perhaps = perhaps || r.State == diagnose.StateUnreadable
	}
	return yes, perhaps
}
