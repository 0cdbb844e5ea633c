package rules

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Assumed says whether a secret exists elsewhere.
func (r *Rules) Assumed(namespace, name string) bool {
	return slices.ContainsFunc(r.Assume, func(pattern string) bool {
		ns, n, both := strings.Cut(pattern, "/")
		if !both {
			return glob(pattern, name)
		}
		return glob(ns, namespace) && glob(n, name)
	})
}

// AddAssumed adds the secrets that the templates of a snapshot reference, that it
// lacks and that exist elsewhere, as ones of unknown content.
func (r *Rules) AddAssumed(s *diagnose.Snapshot) {
	if len(r.Assume) == 0 {
		return
	}
	have := map[diagnose.Object]bool{}
	for i := range s.Secrets {
		have[s.Secrets[i].Object()] = true
	}
	for i := range s.Planned {
		have[diagnose.Object{Kind: "Secret", Namespace: s.Planned[i].Namespace, Name: s.Planned[i].Makes}] = true
	}
	add := func(namespace string, names []string) {
		for _, name := range names {
			o := diagnose.Object{Kind: "Secret", Namespace: namespace, Name: name}
			if name == "" || have[o] || !r.Assumed(namespace, name) {
				continue
			}
			have[o] = true
			p := diagnose.PlannedSecret{Makes: name, Type: "kubernetes.io/dockerconfigjson", Open: true, Field: "type"}
			p.Meta = diagnose.Meta{Kind: "Secret", APIVersion: "v1", Namespace: namespace, Name: name}
			s.Planned = append(s.Planned, p)
		}
	}
	for i := range s.Pods {
		if p := &s.Pods[i]; p.Template {
			add(p.Namespace, p.PullSecrets)
		}
	}
	for i := range s.ServiceAccounts {
		add(s.ServiceAccounts[i].Namespace, s.ServiceAccounts[i].PullSecrets)
	}
}
