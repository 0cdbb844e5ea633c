package fix

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// Rights lists what a step needs. Every change is preceded by a get of the
// same object.
func Rights(s *diagnose.Step) []diagnose.Right {
	name := s.Object.Name
	group, resource := resourceOf(s.Object.Kind)
	switch s.Action {
	case diagnose.CreateSecret:
		return []diagnose.Right{{Verb: "create", Group: "", Resource: "secrets", Name: ""}}
	case diagnose.UpdateSecret:
		return []diagnose.Right{{Verb: "get", Group: "", Resource: "secrets", Name: name}, {Verb: "update", Group: "", Resource: "secrets", Name: name}}
	case diagnose.DeleteSecret:
		return []diagnose.Right{{Verb: "get", Group: "", Resource: "secrets", Name: name}, {Verb: "delete", Group: "", Resource: "secrets", Name: name}}
	case diagnose.SetAccountPullSecrets:
		return []diagnose.Right{{Verb: "get", Group: "", Resource: "serviceaccounts", Name: name}, {Verb: "update", Group: "", Resource: "serviceaccounts", Name: name}}
	case diagnose.SetTemplatePullSecrets:
		return []diagnose.Right{{Verb: "get", Group: group, Resource: resource, Name: name}, {Verb: "patch", Group: group, Resource: resource, Name: name}}
	case diagnose.DeletePod:
		return []diagnose.Right{{Verb: "get", Group: "", Resource: "pods", Name: name}, {Verb: "delete", Group: "", Resource: "pods", Name: name}}
	case diagnose.RecreatePod:
		return []diagnose.Right{{Verb: "get", Group: "", Resource: "pods", Name: name}, {Verb: "delete", Group: "", Resource: "pods", Name: name}, {Verb: "create", Group: "", Resource: "pods", Name: ""}}
	}
	return nil
}

// resourceOf is the API group and the plural of a built-in kind.
func resourceOf(kind string) (group, resource string) {
	resource = strings.ToLower(kind) + "s"
	switch kind {
	case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet":
		return "apps", resource
	case "Job", "CronJob":
		return "batch", resource
	}
	return "", resource
}

func allows(r *diagnose.Rule, w diagnose.Right) bool {
	any := func(list []string, want string) bool {
		return slices.Contains(list, "*") || slices.Contains(list, want)
	}
	return any(r.Verbs, w.Verb) && any(r.Groups, w.Group) && any(r.Resources, w.Resource) &&
		(len(r.Names) == 0 || w.Name != "" && slices.Contains(r.Names, w.Name))
}

// forbidden says which right for the steps is missing, "" when none is known
// to be.
func forbidden(x *pull.Index, steps []diagnose.Step) string {
	for i := range steps {
		s := &steps[i]
		at := slices.IndexFunc(x.Snap.Rights, func(r diagnose.Rights) bool { return r.Namespace == s.Object.Namespace })
		if at < 0 {
			continue
		}
		rules := x.Snap.Rights[at].Rules
		for _, w := range Rights(s) {
			if !slices.ContainsFunc(rules, func(r diagnose.Rule) bool { return allows(&r, w) }) {
				return fmt.Sprintf("You may not %s %s in namespace %s. Ask for: %s", w.Verb, w.Resource, s.Object.Namespace, RoleCommand(s))
			}
		}
	}
	return ""
}

// RoleCommand makes a Role for this step alone, in one line.
func RoleCommand(s *diagnose.Step) string {
	var verbs []string
	resource, named := "", true
	for _, w := range Rights(s) {
		verbs = append(verbs, w.Verb)
		named = named && w.Name != ""
		resource = w.Resource
		if w.Group != "" {
			resource += "." + w.Group
		}
	}
	out := "kubectl -n " + shell.Quote(s.Object.Namespace) + " create role pulldoctor-fix --verb=" + strings.Join(verbs, ",") + " --resource=" + resource
	if named {
		out += " --resource-name=" + shell.Quote(s.Object.Name)
	}
	return out
}

// Roles is the smallest set of Roles, as YAML, that allows every step; one for
// each namespace. Names narrow it where the API can check them.
func Roles(steps []diagnose.Step) string {
	type grant struct{ group, resource, name string }
	order := []string{}
	verbs := map[string]map[grant][]string{}
	grants := map[string][]grant{}
	for i := range steps {
		ns := steps[i].Object.Namespace
		for _, w := range Rights(&steps[i]) {
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
		fmt.Fprintf(&b, "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: pulldoctor-fix\n  namespace: %s\nrules:\n", ns)
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
