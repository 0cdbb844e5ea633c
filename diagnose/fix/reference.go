package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// missingFixes makes a secret of the name that is asked for: a copy of one
// that fits, or a new one.
func missingFixes(g Group) []diagnose.Fix {
	k, o := g.lead(), *g.Finding.Object
	var fixes []diagnose.Fix
	if donor := g.donor(o.Name); donor != nil {
		f := g.copyFix(donor, o)
		f.Warnings = append(f.Warnings, projectWords(k.Index, donor, o.Namespace)...)
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
func createFix(k *pull.Case, o diagnose.Object, id, title string) diagnose.Fix {
	return diagnose.Fix{
		ID: id, Title: title, After: afterSecret,
		Steps: []diagnose.Step{CreateStep(o.Namespace, o.Name, keyring.TypeDockerConfigJSON, nil)},
		Form:  &diagnose.CredentialsForm{Registry: k.Image.Registry, Key: pull.KeyFor(k.Image), Secret: o},
	}
}

// typoFixes writes the right name where the wrong one stands, or makes a copy
// under the wrong name so that nothing has to be restarted.
func typoFixes(g Group) []diagnose.Fix {
	k, o := g.lead(), *g.Finding.Object
	near := k.NearName(&pull.Ref{Name: o.Name})
	if near == nil {
		return nil
	}
	correct := diagnose.Fix{ID: "correct-name", Title: fmt.Sprintf("Correct the name to %q in %s", near.Name, g.places()), After: afterRestart}
	ok := g.relist(&correct, func(l []string) []string { return substituted(l, o.Name, near.Name) }, nil)
	alias := g.copyFix(near, o)
	alias.Title = fmt.Sprintf("Copy Secret %s under the name asked for, %s", near.Name, o.Name)
	source, atOwner := g.ownerFix(diagnose.Fix{}, fmt.Sprintf("Correct the name to %q in %%s", near.Name), func(l []string) []string { return substituted(l, o.Name, near.Name) })
	switch {
	case !ok && atOwner:
		return []diagnose.Fix{alias, source}
	case !ok:
		return []diagnose.Fix{alias}
	case k.Owner == nil:
		return []diagnose.Fix{alias, correct}
	}
	return []diagnose.Fix{correct, alias}
}

// places names the objects that hold the lists of a group.
func (g Group) places() string {
	var names []string
	seen := map[string]bool{}
	for _, k := range g.Cases {
		name := "Pod " + k.Pod.Name
		switch standsAt(k) {
		case inAccount:
			name = "ServiceAccount " + pull.AccountName(k.Pod)
		case inTemplate:
			name = k.Owner.Kind + " " + k.Owner.Name
		case inOwner:
			o, _ := unreadOwner(k)
			name = o.String()
		}
		if !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return text.JoinAnd(names)
}
