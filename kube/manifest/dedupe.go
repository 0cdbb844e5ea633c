package manifest

import (
	"fmt"
	"maps"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// settle leaves one of each object of a file, and of a dump with pods, which is of
// one cluster: a later document replaces an earlier one, as applying them in order
// would. What a node reported is worth more than
// the manifest it was made from: a workload is judged by its pods where there
// are any, and by its template where there are none.
func (l *loader) settle() {
	s := &l.snap
	dump := slices.ContainsFunc(s.Pods, func(p diagnose.Pod) bool { return !p.Template })
	s.Secrets = lastOfEach(s.Secrets, dump, func(v *diagnose.Secret) *diagnose.Meta { return &v.Meta })
	s.Planned = lastOfEach(s.Planned, dump, func(v *diagnose.PlannedSecret) *diagnose.Meta { return &v.Meta })
	s.ServiceAccounts = lastOfEach(s.ServiceAccounts, dump, func(v *diagnose.ServiceAccount) *diagnose.Meta { return &v.Meta })
	s.Namespaces = lastOfEach(s.Namespaces, dump, func(v *diagnose.Namespace) *diagnose.Meta { return &v.Meta })
	s.Nodes = lastOfEach(s.Nodes, dump, func(v *diagnose.Node) *diagnose.Meta { return &v.Meta })
	s.Workloads = lastOfEach(s.Workloads, dump, func(v *diagnose.Workload) *diagnose.Meta { return &v.Meta })
	real := map[diagnose.Object]bool{}
	for i := range s.Pods {
		if p := &s.Pods[i]; !p.Template {
			real[p.Object()] = true
			for _, o := range l.ownersOf(p) {
				real[o] = true
			}
		}
	}
	if len(real) > 0 { // a dump with pods: a workload without pods is not running
		maps.Copy(real, l.ran)
	}
	s.Pods = slices.DeleteFunc(s.Pods, func(p diagnose.Pod) bool {
		_, owned := p.Controller()
		if r, ok := l.refusal(p.Object()); ok && p.Template && !owned {
			r.blame(&p)
			return false
		}
		left := p.Template && (real[p.Object()] || owned && l.ran[p.Object()])
		if _, builtIn := versionOf(p.Kind); left && !owned && builtIn && l.sweep != nil {
			l.sweep.Templates = append(l.sweep.Templates, p)
		}
		return left
	})
	s.Pods = lastPods(s.Pods, dump)
	l.clashes()
	l.copySecrets()
	l.inferOwners()
}

// lastOfEach keeps the last object of each name in one file, in the place of the
// first. Objects of one name in two files are two, unless both are of one cluster.
func lastOfEach[T any](items []T, oneCluster bool, meta func(*T) *diagnose.Meta) []T {
	type key struct {
		object diagnose.Object
		file   string
	}
	at := map[key]int{}
	var out []T
	for i := range items {
		m := meta(&items[i])
		k := key{m.Object(), m.File}
		if oneCluster {
			k.file = ""
		} else if m.UID != "" {
			k.file = m.UID
		}
		if j, ok := at[k]; ok && k.object.Name != "" {
			out[j] = items[i]
			continue
		}
		at[k] = len(out)
		out = append(out, items[i])
	}
	return out
}

// lastPods is lastOfEach for pods, of which one document may describe several.
func lastPods(pods []diagnose.Pod, oneCluster bool) []diagnose.Pod {
	var documents [][]diagnose.Pod
	for i := range pods {
		p, n := pods[i], len(documents)
		if n > 0 {
			if last := documents[n-1][0]; p.Part != "" && p.Object() == last.Object() && p.File == last.File && p.Line == last.Line {
				documents[n-1] = append(documents[n-1], p)
				continue
			}
		}
		documents = append(documents, []diagnose.Pod{p})
	}
	return slices.Concat(lastOfEach(documents, oneCluster, func(d *[]diagnose.Pod) *diagnose.Meta { return &(*d)[0].Meta })...)
}

// maxClashes is how many clashes are listed; the others are counted.
const maxClashes = 10

// clashes notes the objects that two files have: the cluster can have only one.
func (l *loader) clashes() {
	first := map[diagnose.Object]*diagnose.Meta{}
	n := 0
	look := func(m *diagnose.Meta) {
		o := m.Object()
		was := first[o]
		if was == nil || was.File == m.File || o.Name == "" {
			if was == nil {
				first[o] = m
			}
			return
		}
		if n++; n <= maxClashes {
			l.note(FileProblem{File: m.File, Line: m.Line, Hint: true,
				Text: fmt.Sprintf("%s is also in %s:%d: both are judged, each with the objects of its own folder first", o, was.File, was.Line)})
		}
	}
	for i := range l.snap.Secrets {
		look(&l.snap.Secrets[i].Meta)
	}
	for i := range l.snap.ServiceAccounts {
		look(&l.snap.ServiceAccounts[i].Meta)
	}
	for i := range l.snap.Pods {
		look(&l.snap.Pods[i].Meta)
	}
	if n > maxClashes {
		l.note(FileProblem{File: "-", Hint: true, Text: fmt.Sprintf("%d more objects are in two files", n-maxClashes)})
	}
}
