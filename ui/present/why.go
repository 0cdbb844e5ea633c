package present

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Why is the shortest full answer.
func Why(d *diagnose.Diagnosis) string {
	for _, s := range []string{d.Why, d.Summary, Root(d).Detail} {
		if s != "" {
			return s
		}
	}
	return Root(d).Title
}

// FixSummary names the best fix and what it heals beside this pod.
func FixSummary(d *diagnose.Diagnosis) string {
	fixes := Root(d).Fixes
	if Root(d).Check == "" {
		return "Find out why: enter opens the pod."
	}
	if len(fixes) == 0 {
		return "No fix available: " + noFixReason(d)
	}
	f := fixes[0]
	s := "Fix: " + strings.TrimSuffix(cell.Clean(f.Title), ".") + "."
	if n := len(f.Recovers) - 1; n > 0 {
		s += " It also fixes " + Plural(n, "other pod") + "."
	}
	switch {
	case AtSource(&f):
		s += " " + theme.Arrow + " at the source: " + cell.Clean(f.Where)
	case f.Blocked != "" && len(f.Steps) == 0:
		s += " " + cell.Clean(f.Blocked)
	case f.Blocked != "":
		s += " Blocked: " + cell.Clean(f.Blocked)
	}
	return s
}

// noFixReason says why there is none, by the link that is broken.
func noFixReason(d *diagnose.Diagnosis) string {
	switch Root(d).Link {
	case diagnose.LinkImage:
		return "the image reference has to change, not a secret."
	case diagnose.LinkRegistry:
		return "the problem is the registry or the network."
	}
	return "press enter for the evidence."
}
