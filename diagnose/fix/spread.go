package fix

import (
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Join merges causes that one fix removes: the same pull secret is missing in
// several namespaces, and one donor, or credentials for one registry, fix all of
// them.
func Join(causes []*Cause, cases []*pull.Case, findings [][]diagnose.Finding, refused map[Sent]bool) []*Cause {
	type name struct {
		check  diagnose.CheckName
		secret string
		ahead  bool // pulls that fail, and pulls to come, are different causes in one namespace
	}
	sets := map[name][]*Cause{}
	var names []name
	for _, c := range causes {
		root := &findings[c.Members[0]][0]
		if root.Object == nil || root.Check != check.SecretMissing.Name && root.Check != check.SecretInOtherNamespace.Name || cases[c.Members[0]].Pod.Template || !SecretNamePattern.MatchString(root.Object.Name) {
			continue
		}
		n := name{root.Check, root.Object.Name, c.Key.ahead}
		if sets[n] == nil {
			names = append(names, n)
		}
		sets[n] = append(sets[n], c)
	}
	joined := map[*Cause]bool{}
	for _, n := range names {
		set := sets[n]
		if len(set) < 2 {
			continue
		}
		f, ok := spreadFix(set, cases, findings, refused)
		if !ok {
			continue
		}
		first := set[0]
		first.ForAll = &f
		for _, s := range f.Steps {
			first.Namespaces = append(first.Namespaces, s.Object.Namespace)
		}
		for _, c := range set[1:] {
			first.Members = append(first.Members, c.Members...)
			joined[c] = true
		}
		slices.Sort(first.Members)
	}
	return slices.DeleteFunc(causes, func(c *Cause) bool { return joined[c] })
}

// spreadFix creates one secret in the namespace of every cause of a set: a copy of
// one that matches them all, or a new one if all need the same registry.
func spreadFix(set []*Cause, cases []*pull.Case, findings [][]diagnose.Finding, refused map[Sent]bool) (diagnose.Fix, bool) {
	lead := set[0].Members[0]
	g := Group{Finding: findings[lead][0], Refused: refused}
	var namespaces []string
	for _, c := range set {
		for _, i := range c.Members {
			g.Cases = append(g.Cases, cases[i])
		}
		namespaces = append(namespaces, findings[c.Members[0]][0].Object.Namespace)
	}
	slices.Sort(namespaces)
	if namespaces = slices.Compact(namespaces); len(namespaces) < 2 {
		return diagnose.Fix{}, false
	}
	for _, ns := range namespaces[1:] {
		if tenantOf(g.lead().Index, ns) != tenantOf(g.lead().Index, namespaces[0]) {
			return diagnose.Fix{}, false // never share one tenant's credentials with another
		}
	}
	name := g.Finding.Object.Name
	var f diagnose.Fix
	if donor := g.donor(name); donor != nil && g.allServed(donor) && !slices.ContainsFunc(namespaces, func(ns string) bool { return foreignTenant(g.lead().Index, donor, ns) }) {
		f = g.copyFix(donor, *g.Finding.Object)
		f.ID = "copy-to-namespaces"
		f.Title = fmt.Sprintf("Copy Secret %s/%s to %s (as %s)", donor.Namespace, donor.Name, text.Count(len(namespaces), "namespace"), name)
	} else if g.oneRegistry() {
		f = createFix(g.lead(), *g.Finding.Object, "create-in-namespaces",
			fmt.Sprintf("Create Secret %s with your credentials in %s", name, text.Count(len(namespaces), "namespace")))
	} else {
		return diagnose.Fix{}, false
	}
	f.Warnings = append(f.Warnings, fmt.Sprintf("The namespaces are %s. Anyone who can read secrets in one of them can read the credentials. Existing secrets with this name are not changed.", text.JoinAnd(namespaces)))
	first := f.Steps[0]
	f.Steps = nil
	for i, ns := range namespaces {
		s := inNamespace(first, ns)
		f.Steps = append(f.Steps, s)
		if f.Form != nil && i > 0 {
			f.Form.Also = append(f.Form.Also, i)
		}
	}
	if f.Form != nil {
		f.Form.Secret = f.Steps[0].Object
	}
	return g.finished([]diagnose.Fix{f})[0], true
}

// allServed reports whether the secret matches every image of the group.
func (g Group) allServed(s *diagnose.Secret) bool {
	return !slices.ContainsFunc(g.Cases, func(k *pull.Case) bool { return !k.WouldServe(s) })
}

// oneRegistry reports whether all images of the group are on one registry.
func (g Group) oneRegistry() bool {
	return !slices.ContainsFunc(g.Cases, func(k *pull.Case) bool { return k.Image.Registry != g.lead().Image.Registry })
}
