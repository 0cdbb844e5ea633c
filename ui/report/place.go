package report

import (
	"fmt"
	"path/filepath"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// place is the position of an object in the manifests; the zero value means that
// it was read from a cluster or does not exist.
type place struct {
	file   string // as it was given, or stdin
	line   int    // 1-based, 0 if unknown
	column int    // 1-based, 0 if unknown
	chart  string // the chart's template that it was rendered from
}

// stdin is the name that kube.ReadFiles uses for standard input.
const stdin = "standard input"

// String returns the place as compilers write it, and the chart's template; empty if
// there is none.
func (p place) String() string {
	if p.chart == "" {
		return p.bare()
	}
	return p.bare() + " (" + p.chart + ")"
}

func (p place) bare() string {
	if p.file == "" || p.line == 0 {
		return p.file
	}
	if p.column == 0 {
		return fmt.Sprintf("%s:%d", p.file, p.line)
	}
	return fmt.Sprintf("%s:%d:%d", p.file, p.line, p.column)
}

// onDisk reports whether the place is in a file that can be opened again.
func (p place) onDisk() bool { return p.file != "" && p.file != stdin }

// path returns the file with forward slashes, as annotations and URIs require.
func (p place) path() string { return filepath.ToSlash(filepath.Clean(p.file)) }

// places maps the objects of a snapshot to their places in files.
type places map[diagnose.Object]place

func placesOf(s *diagnose.Snapshot) places {
	p := places{}
	if s == nil {
		return p
	}
	add := func(m *diagnose.Meta) {
		if _, seen := p[m.Object()]; !seen && m.File != "" {
			p[m.Object()] = place{file: m.File, line: m.Line, chart: m.Chart}
		}
	}
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
	for i := range s.Pods {
		add(&s.Pods[i].Meta)
	}
	return p
}

// of is where a finding is best shown: at the field at fault, else at its object, or at the pod when the
// object is nowhere (a secret that is missing, an image).
func (p places) of(f *diagnose.Finding, d *diagnose.Diagnosis) place {
	if l := f.Location; l != nil {
		return place{l.File, l.Line, l.Column, l.Chart}
	}
	if f.Object != nil {
		if at, ok := p[*f.Object]; ok {
			return at
		}
	}
	if d == nil || d.Pod == nil {
		return place{}
	}
	return place{file: d.Pod.Meta.File, line: d.Pod.Meta.Line, chart: d.Pod.Meta.Chart}
}
