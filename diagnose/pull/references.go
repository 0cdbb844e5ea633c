package pull

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// AnyMatches reports whether one of these secrets of the namespace contains
// credentials for the image.
func (k *Case) AnyMatches(names []string) bool {
	for _, n := range names {
		if k.WouldServe(k.Index.Secrets[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: n}]) {
			return true
		}
	}
	return false
}

// ProvidedOnlyNow returns the names that the service account provides and the
// pod does not have.
func (k *Case) ProvidedOnlyNow() []string {
	own := k.Pod.PullSecrets
	if k.Ahead != nil {
		own = k.Ahead.List
		if k.Ahead.From == FromAccount {
			return nil
		}
	}
	if k.Account == nil || k.ToCome() && len(own) == 0 {
		return nil
	}
	var names []string
	has := make(map[string]bool, len(own))
	for _, n := range own {
		has[n] = true
	}
	for _, n := range k.Account.PullSecrets {
		if n != "" && !has[n] {
			names = append(names, n)
		}
	}
	return names
}

// OwnList reports whether the pod has a list of its own, so that the
// service account's is not used.
func (k *Case) OwnList() bool {
	if k.Ahead != nil {
		return k.Ahead.From == FromPod && len(k.Ahead.List) > 0
	}
	if len(k.Pod.PullSecrets) == 0 {
		return false
	}
	return k.Owner == nil || len(k.Owner.PullSecrets) > 0
}

// OwnerObject returns what people would edit: the workload, or the bare pod.
func (k *Case) OwnerObject() diagnose.Object {
	if k.Owner != nil {
		return k.Owner.Object()
	}
	return k.Pod.Object()
}

// Subject returns the object that a finding about an image refers to.
func (k *Case) Subject() *diagnose.Object {
	o := k.OwnerObject()
	return &o
}

// Ref returns a reference by name, also one that only a new pod would get.
func (k *Case) Ref(name string) *Ref {
	all := len(k.Refs) + len(k.Late)
	if all > manyRefs {
		if k.refsOf != all {
			k.refsOf, k.refs = all, make(map[string]*Ref, all)
			for _, r := range slices.Backward(k.AllRefs()) { // the first of a name counts
				k.refs[r.Name] = r
			}
		}
		return k.refs[name]
	}
	for i := range k.Refs {
		if k.Refs[i].Name == name {
			return &k.Refs[i]
		}
	}
	for i := range k.Late {
		if k.Late[i].Name == name {
			return &k.Late[i]
		}
	}
	return nil
}

// manyRefs is how many references are searched one by one: nothing limits how many
// a pod has, and each of them is asked for.
const manyRefs = 64

// Astray returns the key of an entry that is not a registry but contains registries: "auths"
// inside "auths".
func (r *Ref) Astray() string {
	for _, e := range r.Inspect.Entries {
		if strings.EqualFold(e.Key, "auths") && e.Username == "" {
			return e.Key
		}
	}
	return ""
}
