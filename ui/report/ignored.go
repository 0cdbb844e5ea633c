package report

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// ignored lists what is not reported, where it is to be listed.
func (t *text) ignored(r *diagnose.Report) {
	if len(r.Ignored) == 0 {
		return
	}
	t.line("")
	t.line("Ignored:")
	for _, i := range r.Ignored {
		words := []string{string(i.Severity) + " [" + string(i.Check) + "]"}
		if i.For != nil {
			words = append(words, i.For.String())
		}
		if l := i.Location; l != nil {
			words = append(words, place{l.File, l.Line, l.Column, l.Chart}.String())
		}
		line := strings.Join(words, " · ") + ": " + i.Title + " (" + ignoredBy(&i) + ")"
		for n, part := range Wrap(line, max(20, t.Width-7)) {
			t.line("%s%s", strings.Repeat(" ", 5+2*min(n, 1)), part)
		}
	}
}

// ignoredBy says which rule ignores a finding, and why.
func ignoredBy(i *diagnose.Ignored) string {
	words := i.Where
	if i.By == diagnose.IgnoredByBaseline {
		words = "baseline " + i.Where
	}
	if i.Until != "" {
		words += ", until " + i.Until
	}
	if i.Reason != "" {
		words += ": " + i.Reason
	}
	return words
}
