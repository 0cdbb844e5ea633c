package diagnose

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// mendMissing makes a secret of the name that is asked for: a copy of one
// that fits, or a new one.
func mendMissing(g group) []Fix {
	k, o := g.lead(), *g.finding.Object
	var fixes []Fix
	if donor := k.donor(o.Name); donor != nil {
		fixes = append(fixes, copyFix(donor, o))
	}
	return append(fixes, createFix(k, o, "create-secret", fmt.Sprintf("Make Secret %s/%s with a login of yours", o.Namespace, o.Name)))
}

// donor is the secret to copy for the image: one of the name asked for,
// then one of the namespace, then any other.
func (k *Case) donor(name string) *Secret {
	if same := k.namesakes(&Ref{Name: name}); len(same) > 0 && k.wouldServe(same[0]) {
		return same[0]
	}
	local, foreign := k.candidates()
	for _, c := range append(local, foreign...) {
		if !c.expired {
			return c.secret
		}
	}
	return nil
}

// copyFix copies the login data of a secret, none of its labels, annotations
// or owners.
func copyFix(donor *Secret, to Object) Fix {
	from := donor.Object()
	s := createStep(to.Namespace, to.Name, donor.Type, donor.Data[wantedKey(donor.Type)])
	s.From = &from
	return Fix{
		ID:    "copy-secret",
		Title: fmt.Sprintf("Copy Secret %s/%s to %s/%s", from.Namespace, from.Name, to.Namespace, to.Name),
		After: "The node finds the secret at its next try. No pod is restarted; the pauses between tries grow to 5 minutes.",
		Steps: []Step{s},
	}
}

// createFix makes a new pull secret from a login that is still to be given.
func createFix(k *Case, o Object, id, title string) Fix {
	return Fix{
		ID: id, Title: title, After: afterSecret,
		Steps: []Step{createStep(o.Namespace, o.Name, keyring.TypeDockerConfigJSON, nil)},
		Login: &LoginForm{Registry: k.Image.Registry, Key: keyFor(k.Image), Secret: o},
	}
}

// mendTypo writes the right name where the wrong one stands, or makes a copy
// under the wrong name so that nothing has to be restarted.
func mendTypo(g group) []Fix {
	k, o := g.lead(), *g.finding.Object
	near := k.nearName(&Ref{Name: o.Name})
	if near == nil {
		return nil
	}
	correct := Fix{ID: "correct-name", Title: fmt.Sprintf("Correct the name to %q in %s", near.Name, g.places()), After: afterRestart}
	ok := g.relist(&correct, func(l []string) []string { return substituted(l, o.Name, near.Name) }, nil)
	alias := copyFix(near, o)
	alias.Title = fmt.Sprintf("Copy Secret %s under the name asked for, %s", near.Name, o.Name)
	switch {
	case !ok:
		return []Fix{alias}
	case k.Owner == nil:
		return []Fix{alias, correct}
	}
	return []Fix{correct, alias}
}

// places names the objects that hold the lists of a group.
func (g group) places() string {
	var names []string
	seen := map[string]bool{}
	for _, k := range g.cases {
		name := "Pod " + k.Pod.Name
		switch k.standsAt() {
		case inAccount:
			name = "ServiceAccount " + k.Pod.accountName()
		case inTemplate:
			name = k.Owner.Kind + " " + k.Owner.Name
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return joinAnd(names)
}
