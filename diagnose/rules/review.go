package rules

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Annotation is the annotation of a manifest with the checks that are ignored
// for it, separated by commas.
const Annotation = "pulldoctor.dev/ignore"

// Review is the diagnose.Options.Review of these rules, of annotations and of a
// baseline, which may be nil. Without rules, annotations count all the same.
func (r *Rules) Review(now time.Time, b *Baseline) func(*diagnose.Subject, *diagnose.Finding) *diagnose.Ignored {
	if b != nil {
		b.rewind()
	}
	return func(s *diagnose.Subject, f *diagnose.Finding) *diagnose.Ignored {
		if why := r.rate(f); why != nil {
			return why
		}
		if annotated(s, f.Check) {
			return &diagnose.Ignored{By: diagnose.IgnoredByAnnotation, Where: Annotation}
		}
		expired := ""
		for i := range r.Ignore {
			rule := &r.Ignore[i]
			if !rule.matches(s, f) {
				continue
			}
			if rule.expired(now) {
				expired = fmt.Sprintf(" It was ignored until %s (%s); that has passed.", rule.until(), r.at(rule.Line))
				continue
			}
			return &diagnose.Ignored{By: diagnose.IgnoredBySettings, Where: r.at(rule.Line), Reason: rule.Reason, Until: rule.until()}
		}
		if b.has(s, f) {
			return &diagnose.Ignored{By: diagnose.IgnoredByBaseline, Where: b.File}
		}
		f.Detail += expired
		return nil
	}
}

// rate sets the severity of a finding; a check that is off is ignored.
func (r *Rules) rate(f *diagnose.Finding) *diagnose.Ignored {
	for _, s := range r.Severity {
		switch {
		case s.Check != f.Check:
		case s.Severity == diagnose.SeverityOff:
			return &diagnose.Ignored{By: diagnose.IgnoredBySettings, Where: r.at(s.Line), Reason: "severity: off"}
		default:
			f.Severity = s.Severity
		}
	}
	return nil
}

func (r *Rules) at(line int) string { return fmt.Sprintf("%s:%d", r.File, line) }

// annotated says whether an object of the manifests has the annotation for a check.
func annotated(s *diagnose.Subject, check diagnose.CheckName) bool {
	return slices.ContainsFunc(s.Objects, func(m *diagnose.Meta) bool { return slices.Contains(Annotated(m), check) })
}

// Annotated are the checks that an annotation of an object names.
func Annotated(m *diagnose.Meta) []diagnose.CheckName {
	var out []diagnose.CheckName
	for word := range strings.FieldsFuncSeq(m.Annotations[Annotation], func(r rune) bool { return r == ',' || r == ' ' || r == '\n' }) {
		out = append(out, diagnose.CheckName(word))
	}
	return out
}

// matches says whether a finding is one that the rule is about.
func (r *Ignore) matches(s *diagnose.Subject, f *diagnose.Finding) bool {
	if len(r.Checks) > 0 && !slices.Contains(r.Checks, f.Check) {
		return false
	}
	if r.Namespace != "" && !glob(r.Namespace, s.Owner.Namespace) {
		return false
	}
	if r.Image != "" && !glob(r.Image, s.Image) {
		return false
	}
	if r.Object == "" {
		return true
	}
	objects := []diagnose.Object{s.Owner, s.Pod}
	if f.Object != nil {
		objects = append(objects, *f.Object)
	}
	return slices.ContainsFunc(objects, func(o diagnose.Object) bool {
		if o.Name == "" {
			return false
		}
		kind, name, both := strings.Cut(r.Object, "/")
		if !both {
			return glob(kind, o.Name)
		}
		return glob(strings.ToLower(kind), strings.ToLower(o.Kind)) && glob(name, o.Name)
	})
}
