package pull

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// AnyMatches says whether one of these secrets of the namespace has a login
// for the image.
func (k *Case) AnyMatches(names []string) bool {
	for _, n := range names {
		if k.WouldServe(k.Index.Secrets[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: n}]) {
			return true
		}
	}
	return false
}

// ProvidedOnlyNow lists the names that the service account hands out and the
// pod does not have.
func (k *Case) ProvidedOnlyNow() []string {
	if k.Account == nil || k.Pod.Template && len(k.Pod.PullSecrets) == 0 {
		return nil
	}
	var names []string
	for _, n := range k.Account.PullSecrets {
		if n != "" && !slices.Contains(k.Pod.PullSecrets, n) {
			names = append(names, n)
		}
	}
	return names
}

// OwnList says whether the pod's list was written for it, so that the
// service account's is not used.
func (k *Case) OwnList() bool {
	if len(k.Pod.PullSecrets) == 0 {
		return false
	}
	return k.Owner == nil || len(k.Owner.PullSecrets) > 0
}

// OwnerObject is what people would edit: the workload, or the bare pod.
func (k *Case) OwnerObject() diagnose.Object {
	if k.Owner != nil {
		return k.Owner.Object()
	}
	return k.Pod.Object()
}

// Subject is the object that a finding about an image is about.
func (k *Case) Subject() *diagnose.Object {
	o := k.OwnerObject()
	return &o
}

// Ref finds a reference by name, also one that only a new pod would get.
func (k *Case) Ref(name string) *Ref {
	for _, r := range k.AllRefs() {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Astray is the name of an entry that is no registry but holds them: "auths"
// written twice, one inside the other.
func (r *Ref) Astray() string {
	for _, e := range r.Inspect.Entries {
		if strings.EqualFold(e.Key, "auths") && e.Username == "" {
			return e.Key
		}
	}
	return ""
}
