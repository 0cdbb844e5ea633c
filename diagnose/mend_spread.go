package diagnose

import (
	"fmt"
	"slices"
)

// spread adds a fix for one cause that stands in several namespaces: the
// same pull secret is missing in each of them. It is offered beside the fix
// for one namespace; the list is shown, and it only creates.
func spread(causes []*cause, cases []*Case, findings [][]Finding) {
	byName := map[string][]*cause{}
	var names []string
	for _, c := range causes {
		root := &findings[c.members[0]][0]
		if root.Object == nil || root.Check != secretMissing.Name && root.Check != secretInOtherNamespace.Name || cases[c.members[0]].Pod.Template {
			continue
		}
		if byName[root.Object.Name] == nil {
			names = append(names, root.Object.Name)
		}
		byName[root.Object.Name] = append(byName[root.Object.Name], c)
	}
	for _, name := range names {
		set := byName[name]
		if len(set) < 2 {
			continue
		}
		f, ok := spreadFix(set, cases, findings)
		if !ok {
			continue
		}
		for _, c := range set {
			for _, i := range c.members {
				root := &findings[i][0]
				root.Fixes = append(slices.Clone(root.Fixes), f)
			}
		}
	}
}

// spreadFix makes one secret in the namespace of every cause of a set: a copy
// of one that serves them all, or a new one when all want the same registry.
func spreadFix(set []*cause, cases []*Case, findings [][]Finding) (Fix, bool) {
	lead := set[0].members[0]
	g := group{finding: findings[lead][0]}
	var namespaces []string
	for _, c := range set {
		for _, i := range c.members {
			g.cases = append(g.cases, cases[i])
		}
		namespaces = append(namespaces, findings[c.members[0]][0].Object.Namespace)
	}
	slices.Sort(namespaces)
	name := g.finding.Object.Name
	var f Fix
	if donor := g.donor(name); donor != nil && g.allServed(donor) {
		f = g.copyFix(donor, *g.finding.Object)
		f.ID = "copy-to-namespaces"
		f.Title = fmt.Sprintf("Copy Secret %s/%s to %s at once, as %s", donor.Namespace, donor.Name, count(len(namespaces), "namespace"), name)
	} else if g.oneRegistry() {
		f = createFix(g.lead(), *g.finding.Object, "create-in-namespaces",
			fmt.Sprintf("Make Secret %s with one login of yours in %s at once", name, count(len(namespaces), "namespace")))
	} else {
		return Fix{}, false
	}
	f.Warnings = append(f.Warnings, fmt.Sprintf("The namespaces are %s. Whoever may read secrets in one of them gets the login. Where the name is taken nothing is changed.", joinAnd(namespaces)))
	first := f.Steps[0]
	f.Steps = nil
	for i, ns := range namespaces {
		s := first
		s.Object.Namespace, s.SkipTaken = ns, true
		f.Steps = append(f.Steps, s)
		if f.Login != nil && i > 0 {
			f.Login.Also = append(f.Login.Also, i)
		}
	}
	if f.Login != nil {
		f.Login.Secret = f.Steps[0].Object
	}
	return g.finished([]Fix{f})[0], true
}

// allServed says whether every image of the group is served by the secret.
func (g group) allServed(s *Secret) bool {
	return !slices.ContainsFunc(g.cases, func(k *Case) bool { return !k.wouldServe(s) })
}

// oneRegistry says whether all images of the group are on one registry.
func (g group) oneRegistry() bool {
	return !slices.ContainsFunc(g.cases, func(k *Case) bool { return k.Image.Registry != g.lead().Image.Registry })
}
