package kube

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"k8s.io/apimachinery/pkg/util/validation"
)

// Target is one object that the command line names, as kubectl spells it:
// deployment/web. Only its own pods are read.
type Target struct {
	Kind string // "Pod" or a built-in kind with a pod template: "Deployment"
	Name string
}

// String returns the target as people type it: "deployment/web".
func (t Target) String() string { return strings.ToLower(t.Kind) + "/" + t.Name }

// targetKinds are the words for each kind: kubectl's singular, plural and short
// names (kubectl api-resources).
var targetKinds = []struct {
	kind, group string
	words       []string
}{
	{"Deployment", "apps", []string{"deployment", "deployments", "deploy"}},
	{"StatefulSet", "apps", []string{"statefulset", "statefulsets", "sts"}},
	{"DaemonSet", "apps", []string{"daemonset", "daemonsets", "ds"}},
	{"ReplicaSet", "apps", []string{"replicaset", "replicasets", "rs"}},
	{"ReplicationController", "", []string{"replicationcontroller", "replicationcontrollers", "rc"}},
	{"Job", "batch", []string{"job", "jobs"}},
	{"CronJob", "batch", []string{"cronjob", "cronjobs", "cj"}},
	{"Pod", "", []string{"pod", "pods", "po"}},
}

// targetWords returns the singular words of the kinds.
func targetWords() []string {
	var out []string
	for _, k := range targetKinds {
		out = append(out, k.words[0])
	}
	return out
}

// ParseTarget reads TYPE/NAME, with the type as kubectl takes it: in any letter
// case, short, in the plural, or with its group (deployment.apps/web, which is
// what kubectl -o name prints). It returns a *UsageError.
func ParseTarget(word string) (Target, error) {
	typ, name, hasName := strings.Cut(word, "/")
	kind, ok := targetKind(typ)
	switch {
	case !ok && hasName:
		return Target{}, UsageErrorf(nil, "%q: %q is not a kind that has pods. Use one of %s.", word, typ, strings.Join(targetWords(), ", "))
	case !ok:
		return Target{}, UsageErrorf(nil, "%q is neither a command nor a workload such as deployment/web.", word)
	case !hasName || name == "":
		return Target{}, UsageErrorf(nil, "%q names no %s: use %s/NAME.", word, kind, typ)
	case len(validation.IsDNS1123Subdomain(name)) > 0:
		return Target{}, UsageErrorf(nil, "%q cannot be the name of a %s: names consist of lowercase letters, digits, - and dots.", name, kind)
	}
	return Target{kind, name}, nil
}

func targetKind(typ string) (kind string, ok bool) {
	word, group, hasGroup := strings.Cut(strings.ToLower(typ), ".")
	for _, k := range targetKinds {
		if slices.Contains(k.words, word) {
			if hasGroup && k.group != group && !strings.HasSuffix(group, "."+k.group) { // deployment.v1.apps
				continue
			}
			return k.kind, true
		}
	}
	return "", false
}

// Resource returns the kind's plural, as RBAC rules and kubectl spell it.
func (t Target) Resource() string {
	for _, k := range targetKinds {
		if k.kind == t.Kind {
			return k.words[1]
		}
	}
	return ""
}

// Named says by names only whether a pod belongs to the target: by its
// controller's name, for a Deployment by the pod template hash, for a CronJob
// by the number that it gives to its Jobs.
func (t Target) Named(p *diagnose.Meta) bool {
	if t.Kind == p.Kind && t.Name == p.Name {
		return true
	}
	c, ok := p.Controller()
	if !ok {
		return false
	}
	switch {
	case c.Kind == t.Kind:
		return c.Name == t.Name
	case t.Kind == "Deployment" && c.Kind == "ReplicaSet":
		hash := p.Labels["pod-template-hash"]
		return hash != "" && c.Name == t.Name+"-"+hash
	case t.Kind == "CronJob" && c.Kind == "Job":
		number, ok := strings.CutPrefix(c.Name, t.Name+"-")
		return ok && number != "" && strings.Trim(number, "0123456789") == ""
	}
	return false
}
