package diagnose

import (
	"slices"
	"strings"
)

// anyServes says whether one of these secrets of the namespace has a login
// for the image.
func (k *Case) anyServes(names []string) bool {
	for _, n := range names {
		if k.wouldServe(k.index.secrets[Object{"Secret", k.Pod.Namespace, n}]) {
			return true
		}
	}
	return false
}

// handedOnlyNow lists the names that the service account hands out and the
// pod does not have.
func (k *Case) handedOnlyNow() []string {
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

// ownList says whether the pod's list was written for it, so that the
// service account's is not used.
func (k *Case) ownList() bool {
	if len(k.Pod.PullSecrets) == 0 {
		return false
	}
	return k.Owner == nil || len(k.Owner.PullSecrets) > 0
}

// ownerObject is what people would edit: the workload, or the bare pod.
func (k *Case) ownerObject() Object {
	if k.Owner != nil {
		return k.Owner.Object()
	}
	return k.Pod.Object()
}

// subject is the object that a finding about an image is about.
func (k *Case) subject() *Object {
	o := k.ownerObject()
	return &o
}

// ref finds a reference by name.
func (k *Case) ref(name string) *Ref {
	for i := range k.Refs {
		if k.Refs[i].Name == name {
			return &k.Refs[i]
		}
	}
	return nil
}

// astray is the name of an entry that is no registry but holds them: "auths"
// written twice, one inside the other.
func (r *Ref) astray() string {
	for _, e := range r.Inspect.Entries {
		if strings.EqualFold(e.Key, "auths") && e.Username == "" {
			return e.Key
		}
	}
	return ""
}
