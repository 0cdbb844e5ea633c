package fix

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// missingFixes create a secret with the referenced name: a copy of a matching
// one, or a new one.
func missingFixes(g Group) []diagnose.Fix {
	k, o := g.lead(), *g.Finding.Object
	if !SecretNamePattern.MatchString(o.Name) {
		return g.impossibleNameFixes(o.Name)
	}
	var fixes, last []diagnose.Fix
	if donor := g.donor(o.Name); donor != nil {
		f := g.copyFix(donor, o)
		f.Warnings = append(f.Warnings, projectWords(k.Index, donor, o.Namespace)...)
		fixes = append(fixes, f)
		if f, ok := g.onlyNeeded(f, donor); ok {
			fixes = append(fixes, f)
		}
		if foreignTenant(k.Index, donor, o.Namespace) {
			fixes, last = nil, fixes
		}
	}
	f := createFix(k, o, "create-secret", fmt.Sprintf("Create Secret %s/%s with your credentials", o.Namespace, o.Name))
	fixes = append(fixes, f)
	if f, ok := g.inProject(f); ok {
		fixes = append(fixes, f)
	}
	return append(fixes, last...)
}

// impossibleNameFixes are for a reference to a name that no secret can have,
// such as <your-secret>: the reference is corrected, to a secret that matches
// the image or to a new one.
func (g Group) impossibleNameFixes(wrong string) []diagnose.Fix {
	k := g.lead()
	var fixes []diagnose.Fix
	local, _ := k.Candidates()
	for _, c := range local {
		if !g.usable(c.Secret) {
			continue
		}
		change := func(l []string) []string { return substituted(l, wrong, c.Secret.Name) }
		f := diagnose.Fix{ID: "correct-name", Title: fmt.Sprintf("Reference Secret %s instead of %q in %s", c.Secret.Name, wrong, g.places()), After: afterRestart}
		if g.relist(&f, change, nil) {
			fixes = append(fixes, f)
		} else if f, ok := g.ownerFix(diagnose.Fix{}, fmt.Sprintf("Reference Secret %s instead of %q in %%s", c.Secret.Name, wrong), change); ok {
			fixes = append(fixes, f)
		}
		break
	}
	name := freeName(k.Index, k.Pod.Namespace, SecretName(k.Image.Registry))
	change := func(l []string) []string { return substituted(l, wrong, name) }
	f := createFix(k, diagnose.Object{Kind: "Secret", Namespace: k.Pod.Namespace, Name: name}, "create-and-reference",
		fmt.Sprintf("Create Secret %s with your credentials and reference it instead of %q in %s", name, wrong, g.places()))
	f.After = afterRestart
	if g.relist(&f, change, nil) {
		return append(fixes, f)
	}
	if f, ok := g.ownerFix(f, fmt.Sprintf("Create Secret %s with your credentials and reference it instead of %q in %%s", name, wrong), change); ok {
		fixes = append(fixes, f)
	}
	return fixes
}

// createFix creates a pull secret with credentials that the user still has to enter.
func createFix(k *pull.Case, o diagnose.Object, id, title string) diagnose.Fix {
	return diagnose.Fix{
		ID: id, Title: title, After: afterSecret,
		Steps: []diagnose.Step{CreateStep(o.Namespace, o.Name, keyring.TypeDockerConfigJSON, nil)},
		Form:  &diagnose.CredentialsForm{Registry: k.Image.Registry, Key: pull.KeyFor(k.Image), Secret: o},

		Warnings: rancherOverwrites(k.Index, o),
	}
}

// typoFixes correct the wrong name, or create a copy under the wrong name so that
// no pod has to be restarted.
func typoFixes(g Group) []diagnose.Fix {
	k, o := g.lead(), *g.Finding.Object
	near := k.NearName(&pull.Ref{Name: o.Name})
	if near == nil {
		return nil
	}
	correct := diagnose.Fix{ID: "correct-name", Title: fmt.Sprintf("Correct the name to %q in %s", near.Name, g.places()), After: afterRestart}
	ok := g.relist(&correct, func(l []string) []string { return substituted(l, o.Name, near.Name) }, nil)
	alias := g.copyFix(near, o)
	alias.Title = fmt.Sprintf("Copy Secret %s as %s, the referenced name", near.Name, o.Name)
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

// places lists the objects that define the lists of a group.
func (g Group) places() string {
	var names []string
	seen := map[string]bool{}
	for _, k := range g.Cases {
		name := "Pod " + k.Pod.Name
		switch listPlace(k) {
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
