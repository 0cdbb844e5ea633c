package pull

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// Ahead is what makes a case one of a pull that has not happened: that of the
// pod that would replace an existing one, on a node without the image.
type Ahead struct {
	List []string // imagePullSecrets of the new pod
	From string   // FromPod or FromAccount

	Lost   []string        // the existing pod has these and the new one would not
	LostBy diagnose.Object // the service account or workload that no longer lists them
	Maybe  bool            // an admission webhook may have added Lost, and then adds it to the new pod too
}

// AheadCase collects what affects the pull that a new pod in place of p would
// make. What the node reported about p has no part in it.
func (x *Index) AheadCase(p *diagnose.Pod, c *diagnose.Container) *Case {
	k := &Case{Pod: p, Container: c, Index: x, Owner: x.owner(p), Node: x.nodes[p.Node]}
	if p.Template {
		k.Owner = x.Workloads[p.Object()]
	}
	k.Account = x.Accounts[p.AccountObject()]
	k.Image, k.ImageErr = keyring.ParseImage(c.Image)
	k.Reading = symptom.Reading{Class: symptom.Unknown}
	if k.ImageErr == nil {
		k.Rewritten = k.rewriting()
	}
	k.Ahead = k.newList()
	k.lookUp()
	return k
}

// newList returns the list of pull secrets that a new pod would get.
func (k *Case) newList() *Ahead {
	own := k.Pod.PullSecrets
	written, account := own, []string(nil) // what the template and the service account say
	known := k.Pod.Template || k.Owner != nil
	if k.Owner != nil {
		written = k.Owner.PullSecrets
	}
	if k.Account != nil {
		account = k.Account.PullSecrets
	}
	want := &Ahead{List: written, From: FromPod}
	if len(written) == 0 {
		want = &Ahead{List: account, From: FromAccount}
	}
	switch {
	case k.Pod.Template, sameNames(own, want.List), len(own) == 0:
		return want
	case !known: // a bare pod, or a controller that was not read
		from := FromPod
		if k.Account != nil && sameNames(own, account) {
			from = FromAccount
		}
		return &Ahead{List: own, From: from}
	case k.Account == nil && len(written) == 0:
		return &Ahead{List: own, From: FromAccount}
	}
	// The pod's list is neither that of its template nor that of its service account. One of them has
	// changed since, or a webhook completed the list.
	kept := &Ahead{List: own, From: FromPod}
	if len(written) > 0 {
		if k.Owner.Kind == "CronJob" || k.Owner.OnDelete || k.Owner.Paused {
			want.lost(own, k.Owner.Object())
			return want
		}
		return kept // its controller would have replaced the pod
	}
	a := &k.Account.Meta
	switch {
	case a.Changed.After(k.Pod.Created), a.Created.After(k.Pod.Created):
	case len(a.Managers) > 0: // the last change is known, and is older than the pod
		return kept
	default:
		want.Maybe = true
	}
	want.lost(own, a.Object())
	return want
}

// lost notes the names that the existing pod has and the new one would not.
func (a *Ahead) lost(own []string, by diagnose.Object) {
	for _, n := range own {
		if n != "" && !slices.Contains(a.List, n) {
			a.Lost, a.LostBy = append(a.Lost, n), by
		}
	}
}

// sameNames compares two lists as the kubelet reads them: without empty names
// and duplicates.
func sameNames(a, b []string) bool {
	return slices.Equal(usedNames(a), usedNames(b))
}

func usedNames(list []string) []string {
	var out []string
	for _, n := range list {
		if n != "" && !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// ToCome reports whether the pull has not happened yet: that of a template, or
// that of a new pod in place of an existing one.
func (k *Case) ToCome() bool { return k.Pod.Template || k.Ahead != nil }

// LostServes returns a secret that the existing pod has, a new one would not
// have, and that has credentials for the image; nil if there is none.
func (k *Case) LostServes() *diagnose.Secret {
	if k.Ahead == nil {
		return nil
	}
	for _, n := range k.Ahead.Lost {
		s := k.Index.Secrets[diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: n}]
		if k.WouldServe(s) {
			return s
		}
	}
	return nil
}

// ForMember is the case of another pod that is judged alike.
func (k *Case) ForMember(m diagnose.PodMember) *Case {
	p := *k.Pod
	p.Name, p.UID, p.Node = m.Name, m.UID, m.Node
	out := *k
	out.Pod, out.Node = &p, k.Index.nodes[m.Node]
	return &out
}
