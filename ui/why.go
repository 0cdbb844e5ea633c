package ui

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// whyText is the shortest full answer.
func whyText(d *diagnose.Diagnosis) string {
	for _, s := range []string{d.Why, d.Summary, rootOf(d).Detail} {
		if s != "" {
			return s
		}
	}
	return rootOf(d).Title
}

// fixText names the best fix and what it heals beside this pod.
func fixText(d *diagnose.Diagnosis) string {
	fixes := rootOf(d).Fixes
	if len(fixes) == 0 {
		return "No fix from here: " + noFix(d)
	}
	f := fixes[0]
	s := "Fix: " + strings.TrimSuffix(cell.Clean(f.Title), ".") + "."
	if n := len(f.Heals) - 1; n > 0 {
		s += " It also heals " + plural(n, "other pod") + "."
	}
	if f.Blocked != "" {
		s += " Blocked: " + cell.Clean(f.Blocked)
	}
	return s
}

// noFix says why there is none, by the link that is broken.
func noFix(d *diagnose.Diagnosis) string {
	switch rootOf(d).Link {
	case diagnose.LinkImage:
		return "the image has to change, not a secret."
	case diagnose.LinkRegistry:
		return "it lies with the registry or the way to it."
	}
	return "enter shows what is known and what to look at."
}
