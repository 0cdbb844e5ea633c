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

	Default string // of files: the namespace of objects without one, if Namespaces is empty
	Literal bool   // of files: values that another tool fills in later are judged as they are
	Sweep   bool   // read what is needed to judge every pod, not only failing ones

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
