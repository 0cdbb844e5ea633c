package manifest

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
)

// narrow removes the pods that belong to no target. A target that the files
// do not contain is a *UsageError.
func (l *loader) narrow(targets []kube.Target) error {
	if len(targets) == 0 {
		return nil
	}
	found := make([]bool, len(targets))
	l.snap.Pods = slices.DeleteFunc(l.snap.Pods, func(p diagnose.Pod) bool {
		keep := false
		owners := l.ownersOf(&p)
		for i, t := range targets {
			if t.Named(&p.Meta) || slices.ContainsFunc(owners, func(o diagnose.Object) bool { return is(t, o) }) {
				keep, found[i] = true, true
			}
		}
		return !keep
	})
	for i, t := range targets {
		held := slices.ContainsFunc(l.snap.Workloads, func(w diagnose.Workload) bool {
			return is(t, w.Object()) && (l.only == "" || w.Namespace == l.only)
		})
		if !found[i] && !held {
			where := "the manifests"
			if l.only != "" {
				where += ", namespace " + l.only
			}
			return kube.UsageErrorf(nil, "There is no %s %s in %s. Check the name and -n.", t.Kind, t.Name, where)
		}
	}
	l.snap.PodsRead = len(l.snap.Pods)
	return nil
}

// is says whether an object is the target.
func is(t kube.Target, o diagnose.Object) bool { return o.Kind == t.Kind && o.Name == t.Name }
