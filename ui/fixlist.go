package ui

import (
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func ruleOf(w int) string { return strings.Repeat(theme.Rule, max(w, 0)) }

// fixBlock lists the fixes of a diagnosis, or says why there is none.
func (s *diagnosis) fixBlock(w int) []string {
	if len(s.fixes()) == 0 {
		return indent(" ", cell.Wrap(fixText(s.d), w-2))
	}
	at := -1
	if s.onFix() {
		at = s.fix
	}
	out := []string{s.a.th.Strong.Render(cell.Cut(" Fixes", w))}
	return append(out, fixLines(s.a.th, s.fixes(), at, w)...)
}

// fixLines names every fix and what it costs. At is the one under the cursor,
// -1 for none.
func fixLines(th *theme.Theme, fixes []diagnose.Fix, at, w int) []string {
	var out []string
	for i, f := range fixes {
		mark := "   "
		if i == at {
			mark = " " + theme.Cursor + " "
		}
		advice := ""
		if i == 0 && len(fixes) > 1 {
			advice = "recommended"
		}
		number := mark + strconv.Itoa(i+1) + "  "
		title := cell.Hang(number, cell.Clean(f.Title), w-1)
		if len(title) == 1 && cell.Width(title[0])+2+cell.Width(advice) < w {
			title[0] = cell.Ends(title[0], advice, w-1)
		}
		for _, l := range title {
			switch {
			case i == at:
				l = th.Selected.Render(cell.Fit(l, w))
			case f.Blocked != "":
				l = th.Faint.Render(l)
			default:
				l = th.Accent.Render(l)
			}
			out = append(out, l)
		}
		for _, l := range cell.Wrap(costs(&f), w-7) {
			out = append(out, "      "+l)
		}
		if f.Blocked != "" {
			for _, l := range cell.Wrap(theme.Cross+" "+f.Blocked, w-7) {
				out = append(out, "      "+th.Warning.Render(l))
			}
		}
	}
	return out
}

// costs are the promises of a fix in numbers.
func costs(f *diagnose.Fix) string {
	var parts []string
	if f.Form != nil {
		parts = append(parts, "asks for a login")
	}
	switch n := len(objectsOf(f)); n {
	case 0:
	case 1:
		parts = append(parts, "1 object changes")
	default:
		parts = append(parts, plural(n, "object")+" change")
	}
	switch n := len(f.Recovers); n {
	case 0:
	case 1:
		parts = append(parts, "1 pod heals")
	default:
		parts = append(parts, plural(n, "pod")+" heal")
	}
	if n := len(f.Restarts); n > 0 {
		parts = append(parts, plural(n, "pod")+" restarted")
	} else {
		parts = append(parts, "nothing is restarted")
	}
	return strings.Join(parts, ", ")
}

// objectsOf are the different objects that a fix writes, pods apart: those
// count as restarts.
func objectsOf(f *diagnose.Fix) []diagnose.Object {
	var out []diagnose.Object
	seen := map[diagnose.Object]bool{}
	for _, s := range f.Steps {
		if s.Action() == diagnose.DeletePod || s.Action() == diagnose.RecreatePod || seen[s.Object] {
			continue
		}
		seen[s.Object] = true
		out = append(out, s.Object)
	}
	return out
}
