package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

func allows(r *diagnose.Rule, w diagnose.Right) bool {
	any := func(list []string, want string) bool {
		return slices.Contains(list, "*") || slices.Contains(list, want)
	}
	return any(r.Verbs, w.Verb) && any(r.Groups, w.Group) && any(r.Resources, w.Resource) &&
		(len(r.Names) == 0 || w.Name != "" && slices.Contains(r.Names, w.Name))
}

// forbidden says which right for the steps is missing; "" if none is known to
// be.
func forbidden(x *pull.Index, steps []diagnose.Step) string {
	for i := range steps {
		s := &steps[i]
		at := slices.IndexFunc(x.Snap.Rights, func(r diagnose.Rights) bool { return r.Namespace == s.Object.Namespace })
		if at < 0 {
			continue
		}
		rules := x.Snap.Rights[at].Rules
		for _, w := range s.Write.Rights(s) {
			if !slices.ContainsFunc(rules, func(r diagnose.Rule) bool { return allows(&r, w) }) {
				return fmt.Sprintf("You may not %s %s in namespace %s. Ask for: %s", w.Verb, w.Resource, s.Object.Namespace, RoleCommand(s))
			}
		}
	}
	return ""
}

// RoleCommand creates a Role for this step alone, in one line.
func RoleCommand(s *diagnose.Step) string {
	var verbs []string
	resource, named := "", true
	for _, w := range s.Write.Rights(s) {
		verbs = append(verbs, w.Verb)
		named = named && w.Name != ""
		resource = w.Resource
		if w.Group != "" {
			resource += "." + w.Group
		}
	}
	template := "kubectl -n {ns} create role pulldoctor-fix --verb=" + strings.Join(verbs, ",") + " --resource=" + resource
	if named {
		template += " --resource-name={name}"
	}
	return shell.Lines(shell.Words{"ns": shell.Namespace(s.Object.Namespace), "name": shell.Name(s.Object.Name)}, template)[0]
}

// Roles is the smallest set of Roles, as YAML, that allows every step; one for
// each namespace. They are limited to object names where the API can check them.
func Roles(steps []diagnose.Step) string {
	type grant struct{ group, resource, name string }
	order := []string{}
	verbs := map[string]map[grant][]string{}
	grants := map[string][]grant{}
	for i := range steps {
		ns := steps[i].Object.Namespace
		for _, w := range steps[i].Write.Rights(&steps[i]) {
			if verbs[ns] == nil {
				order, verbs[ns] = append(order, ns), map[grant][]string{}
			}
			g := grant{w.Group, w.Resource, w.Name}
			if verbs[ns][g] == nil {
				grants[ns] = append(grants[ns], g)
			}
			if !slices.Contains(verbs[ns][g], w.Verb) {
				verbs[ns][g] = append(verbs[ns][g], w.Verb)
			}
		}
	}
	var docs []string
	for _, ns := range order {
		var b strings.Builder
		fmt.Fprintf(&b, "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: pulldoctor-fix\n  namespace: %s\nrules:\n", step.Scalar(ns))
		for _, g := range grants[ns] {
			fmt.Fprintf(&b, "- apiGroups: [%q]\n  resources: [%s]\n", g.group, g.resource)
			if g.name != "" {
				fmt.Fprintf(&b, "  resourceNames: [%q]\n", g.name)
			}
			fmt.Fprintf(&b, "  verbs: [%s]\n", strings.Join(verbs[ns][g], ", "))
		}
		docs = append(docs, b.String())
	}
	return strings.Join(docs, "---\n")
}
