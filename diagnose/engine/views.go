package engine

import (
	"fmt"
	"path"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// views are the objects as each file of manifests sees them: where two files have
// an object of one name, a pod gets that of its own file or folder.
type views struct {
	snap    *diagnose.Snapshot
	all     *pull.Index
	clashes map[diagnose.Object][]*diagnose.Meta // objects that are in more than one file
	byFile  map[string]*pull.Index
	shared  map[string]*pull.Index // by what was chosen
}

func newViews(s *diagnose.Snapshot) *views {
	v := &views{snap: s, all: pull.NewIndex(s)}
	if s.Source.Kind != diagnose.SourceFiles {
		return v
	}
	seen := map[diagnose.Object][]*diagnose.Meta{}
	add := func(m *diagnose.Meta) { seen[m.Object()] = append(seen[m.Object()], m) }
	for i := range s.Secrets {
		add(&s.Secrets[i].Meta)
	}
	for i := range s.Planned {
		add(&s.Planned[i].Meta)
	}
	for i := range s.ServiceAccounts {
		add(&s.ServiceAccounts[i].Meta)
	}
	for i := range s.Workloads {
		add(&s.Workloads[i].Meta)
	}
	for o, all := range seen {
		if len(all) > 1 {
			if v.clashes == nil {
				v.clashes, v.byFile, v.shared = map[diagnose.Object][]*diagnose.Meta{}, map[string]*pull.Index{}, map[string]*pull.Index{}
			}
			v.clashes[o] = all
		}
	}
	return v
}

// of is the index for what is in a file.
func (v *views) of(file string) *pull.Index {
	if len(v.clashes) == 0 || file == "" {
		return v.all
	}
	if x := v.byFile[file]; x != nil {
		return x
	}
	chosen := map[*diagnose.Meta]bool{}
	var key []byte
	for _, all := range v.clashes {
		chosen[nearest(file, all)] = true
	}
	s := *v.snap
	keep := func(m *diagnose.Meta) bool {
		yes := v.clashes[m.Object()] == nil || chosen[m]
		if v.clashes[m.Object()] != nil {
			key = fmt.Appendf(key, "%t ", yes)
		}
		return yes
	}
	s.Secrets = kept(v.snap.Secrets, func(o *diagnose.Secret) bool { return keep(&o.Meta) })
	s.Planned = kept(v.snap.Planned, func(o *diagnose.PlannedSecret) bool { return keep(&o.Meta) })
	s.ServiceAccounts = kept(v.snap.ServiceAccounts, func(o *diagnose.ServiceAccount) bool { return keep(&o.Meta) })
	s.Workloads = kept(v.snap.Workloads, func(o *diagnose.Workload) bool { return keep(&o.Meta) })
	x := v.shared[string(key)]
	if x == nil {
		x = pull.NewIndex(&s)
		v.shared[string(key)] = x
	}
	v.byFile[file] = x
	return x
}

// metaOf is the metadata of the document at a place; of a document that could not
// be read, only what it is and where.
func (v *views) metaOf(o diagnose.Object, file string, line int) *diagnose.Meta {
	x := v.of(file)
	var m *diagnose.Meta
	if w := x.Workloads[o]; w != nil {
		m = &w.Meta
	} else if s := x.Secrets[o]; s != nil {
		m = &s.Meta
	} else if a := x.Accounts[o]; a != nil {
		m = &a.Meta
	}
	if m != nil && m.File == file && m.Line == line {
		return m
	}
	return &diagnose.Meta{Kind: o.Kind, Namespace: o.Namespace, Name: o.Name, File: file, Line: line}
}

func kept[T any](items []T, keep func(*T) bool) []T {
	var out []T
	for i := range items {
		if keep(&items[i]) {
			out = append(out, items[i])
		}
	}
	return out
}

// nearest is the object that is in the same file, else in the same folder, else in
// the folder that has most of the path in common; of equals the last.
func nearest(file string, all []*diagnose.Meta) *diagnose.Meta {
	best, most := all[0], -1
	for _, m := range all {
		n := inCommon(file, m.File)
		if n >= most {
			best, most = m, n
		}
	}
	return best
}

// inCommon counts what two paths have in common: folders from the top, more for the
// same folder, most for the same file.
func inCommon(a, b string) int {
	if a == b {
		return 1 << 20
	}
	da, db := path.Dir(filepath.ToSlash(a)), path.Dir(filepath.ToSlash(b))
	if da == db {
		return 1 << 19
	}
	as, bs := strings.Split(da, "/"), strings.Split(db, "/")
	n := 0
	for n < len(as) && n < len(bs) && as[n] == bs[n] {
		n++
	}
	return n
}
