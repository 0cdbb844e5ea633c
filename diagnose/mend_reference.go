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
	if donor := g.donor(o.Name); donor != nil {
		f := g.copyFix(donor, o)
		f.Warnings = append(f.Warnings, k.index.projectWords(donor, o.Namespace)...)
		fixes = append(fixes, f)
		if f, ok := g.onlyNeeded(f, donor); ok {
			fixes = append(fixes, f)
		}
	}
	f := createFix(k, o, "create-secret", fmt.Sprintf("Make Secret %s/%s with a login of yours", o.Namespace, o.Name))
	fixes = append(fixes, f)
	if f, ok := g.inProject(f); ok {
		fixes = append(fixes, f)
	}
	return fixes
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
	alias := g.copyFix(near, o)
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
