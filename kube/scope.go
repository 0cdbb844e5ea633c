package kube

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Scope says which pods are looked at.
type Scope struct {
	Namespaces []string // empty: all
	Selector   string   // a label selector, as with kubectl -l
	Targets    []Target // only the pods of these; heeded by CollectDecided and ReadFilesIn, which find out whose they are

	Only func(*diagnose.Meta) bool // nil: all pods
}

// List is the namespaces to ask for; "" asks for all of them.
func (s Scope) List() []string {
	if len(s.Namespaces) == 0 {
		return []string{""}
	}
	out := slices.Clone(s.Namespaces)
	slices.Sort(out)
	return slices.Compact(out)
}
