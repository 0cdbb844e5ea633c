package kube

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Scope selects the pods to read.
type Scope struct {
	Namespaces []string // empty: all
	Selector   string   // a label selector, as with kubectl -l
	Targets    []Target // only the pods of these; CollectDecided and ReadFilesIn find out whose pods they are

	Only func(*diagnose.Meta) bool // nil: all pods
}

// List returns the namespaces to list; "" means all of them.
func (s Scope) List() []string {
	if len(s.Namespaces) == 0 {
		return []string{""}
	}
	out := slices.Clone(s.Namespaces)
	slices.Sort(out)
	return slices.Compact(out)
}
