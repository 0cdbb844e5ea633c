package manifest

import (
	"maps"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// settle leaves one of each object: a later document replaces an earlier one,
// as applying them in order would, and what a node reported is worth more than
// the manifest it was made from: a workload is judged by its pods where there
// are any, and by its template where there are none.
func (l *loader) settle() {
	s := &l.snap
	s.Secrets = lastOfEach(s.Secrets, func(v *diagnose.Secret) *diagnose.Meta { return &v.Meta })
	s.Planned = lastOfEach(s.Planned, func(v *diagnose.PlannedSecret) *diagnose.Meta { return &v.Meta })
	s.ServiceAccounts = lastOfEach(s.ServiceAccounts, func(v *diagnose.ServiceAccount) *diagnose.Meta { return &v.Meta })
	s.Namespaces = lastOfEach(s.Namespaces, func(v *diagnose.Namespace) *diagnose.Meta { return &v.Meta })
	s.Nodes = lastOfEach(s.Nodes, func(v *diagnose.Node) *diagnose.Meta { return &v.Meta })
	s.Workloads = lastOfEach(s.Workloads, func(v *diagnose.Workload) *diagnose.Meta { return &v.Meta })
	real := map[diagnose.Object]bool{}
	for i := range s.Pods {
		if p := &s.Pods[i]; !p.Template {
			real[p.Object()] = true
			for _, o := range l.ownersOf(p) {
				real[o] = true
			}
		}
	}
	if len(real) > 0 { // a dump with pods: what has none of its own does not run
		maps.Copy(real, l.ran)
	}
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool {
		_, owned := p.Controller()
		return p.Template && (real[p.Object()] || owned && l.ran[p.Object()])
	})
	s.Pods = lastOfEach(s.Pods, func(v *diagnose.Pod) *diagnose.Meta { return &v.Meta })
	l.inferOwners()
}

// lastOfEach keeps the last object of each name, in the place of the first.
func lastOfEach[T any](items []T, meta func(*T) *diagnose.Meta) []T {
	at := map[diagnose.Object]int{}
	var out []T
	for i := range items {
		o := meta(&items[i]).Object()
		if j, ok := at[o]; ok && o.Name != "" {
			out[j] = items[i]
			continue
		}
		at[o] = len(out)
		out = append(out, items[i])
	}
	return out
}
