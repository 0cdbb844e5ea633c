package engine

import (
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
	clashes []*clash // objects that are in more than one file
	inClash map[*diagnose.Meta]bool
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
	for _, all := range seen {
		if len(all) > 1 {
			if v.clashes == nil {
				v.inClash, v.byFile, v.shared = map[*diagnose.Meta]bool{}, map[string]*pull.Index{}, map[string]*pull.Index{}
			}
			v.clashes = append(v.clashes, newClash(all))
			for _, m := range all {
				v.inClash[m] = true
			}
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
	for _, c := range v.clashes {
		chosen[c.nearest(file)] = true
	}
	s := *v.snap
	keep := func(m *diagnose.Meta) bool {
		if !v.inClash[m] {
			return true
		}
		if !chosen[m] {
			key = append(key, '0')
			return false
		}
		key = append(key, '1')
		return true
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

// clash are the objects of one name.
type clash struct {
	byFile, inFolder map[string]*diagnose.Meta // the last in a file, and in a folder
	below            map[string]*diagnose.Meta // the last in a folder or in one below it
}

func newClash(all []*diagnose.Meta) *clash {
	c := &clash{map[string]*diagnose.Meta{}, map[string]*diagnose.Meta{}, map[string]*diagnose.Meta{}}
	for _, m := range all {
		folder := folderOf(m.File)
		c.byFile[m.File], c.inFolder[folder] = m, m
		for above, ok := folder, true; ok; above, ok = parentOf(above) {
			c.below[above] = m
		}
	}
	return c
}

// nearest is the object that is in the same file, else in the same folder, else in
// the folder that has most of the path in common; of equals the last.
func (c *clash) nearest(file string) *diagnose.Meta {
	if m := c.byFile[file]; m != nil {
		return m
	}
	folder := folderOf(file)
	if m := c.inFolder[folder]; m != nil {
		return m
	}
	for above, ok := folder, true; ok; above, ok = parentOf(above) {
		if m := c.below[above]; m != nil {
			return m
		}
	}
	return nil
}

func folderOf(file string) string { return path.Dir(filepath.ToSlash(file)) }

// parentOf is the folder above a folder: that of all is empty, and has none.
func parentOf(folder string) (string, bool) {
	if folder == "" {
		return "", false
	}
	i := strings.LastIndexByte(folder, '/')
	return folder[:max(i, 0)], true
}
