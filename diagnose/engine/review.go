package engine

import (
	"slices"
	"sort"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// review leaves out the findings that are to be ignored.
type review struct {
	decide  func(*diagnose.Subject, *diagnose.Finding) *diagnose.Ignored // nil: nothing is ignored
	ignored []diagnose.Ignored
	seen    []diagnose.Finding // the ignored findings of pulls
}

// ofCase returns the findings of a pull that are reported. Where only facts are
// left beside what is ignored, there is nothing to report.
func (r *review) ofCase(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	if r.decide == nil || len(found) == 0 {
		return found
	}
	s := diagnose.Subject{Owner: k.OwnerObject(), Pod: k.Pod.Object(), Container: k.Container.Name, Image: k.Container.Image}
	if k.Pod.File != "" {
		s.Objects = append(s.Objects, &k.Pod.Meta)
		if k.Owner != nil {
			s.Objects = append(s.Objects, &k.Owner.Meta)
		}
	}
	n := len(r.ignored)
	var left []diagnose.Finding
	for i := range found {
		f := found[i]
		about := s
		about.Objects = append(slices.Clip(s.Objects), ofFinding(k, &f)...)
		if r.ignores(&about, &f) {
			r.seen = append(r.seen, f)
			continue
		}
		left = append(left, f)
	}
	if len(r.ignored) > n && !slices.ContainsFunc(left, func(f diagnose.Finding) bool { return f.Severity != diagnose.SeverityInfo }) {
		return nil
	}
	if k.Pod.Template {
		sort.SliceStable(left, func(i, j int) bool { return severityRank[left[i].Severity] < severityRank[left[j].Severity] })
	}
	return left
}

// ofFinding is the object of a finding where it is in a manifest.
func ofFinding(k *pull.Case, f *diagnose.Finding) []*diagnose.Meta {
	if f.Object == nil {
		return nil
	}
	x := k.Index
	if s := x.Secrets[*f.Object]; s != nil && s.File != "" {
		return []*diagnose.Meta{&s.Meta}
	}
	if a := x.Accounts[*f.Object]; a != nil && a.File != "" {
		return []*diagnose.Meta{&a.Meta}
	}
	return nil
}

// ofDocument reports whether a finding of a document is reported.
func (r *review) ofDocument(m *diagnose.Meta, f *diagnose.Finding) bool {
	if r.decide == nil {
		return true
	}
	return !r.ignores(&diagnose.Subject{Owner: m.Object(), Objects: []*diagnose.Meta{m}}, f)
}

func (r *review) ignores(s *diagnose.Subject, f *diagnose.Finding) bool {
	why := r.decide(s, f)
	if why == nil {
		return false
	}
	owner := s.Owner
	why.Check, why.Severity, why.Title, why.Object, why.For, why.Image, why.Location = f.Check, f.Severity, f.Title, f.Object, &owner, s.Image, f.Location
	r.ignored = append(r.ignored, *why)
	return true
}
