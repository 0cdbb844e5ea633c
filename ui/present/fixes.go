package present

import (
	"slices"
	"strconv"
	"strings"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// LostPodID is the ID of the fixes that create a pod which an earlier program
// deleted and, because it was killed, did not create again.
const LostPodID = "create-lost-pod"

// FixLines names every fix and what it costs. At is the one under the cursor,
// -1 for none.
func FixLines(th *theme.Theme, fixes []diagnose.Fix, at, w int) []string {
	return slices.Concat(fixBlocks(th, fixes, at, w)...)
}

// FixLinesIn are as many fixes as fit into h lines, with the one under the cursor
// among them. The last line says how many more there are.
func FixLinesIn(th *theme.Theme, fixes []diagnose.Fix, at, w, h int) []string {
	blocks := fixBlocks(th, fixes, at, w)
	if all := slices.Concat(blocks...); len(all) <= h {
		return all
	}
	var out []string
	from := 0
	for len(slices.Concat(blocks[from:max(at, 0)+1]...)) > h-1 && from < at {
		from++
	}
	shown := 0
	for _, b := range blocks[from:] {
		if len(out)+len(b) > h-1 && shown > 0 {
			break
		}
		out = append(out, b...)
		shown++
	}
	out = out[:max(min(len(out), h-1), 0)]
	if n := len(fixes) - shown; n > 0 {
		out = append(out, th.Faint.Render(cell.Cut("   … and "+Plural(n, "more fix")+"; a number previews it", w)))
	}
	return out
}

// fixBlocks are the lines of each fix.
func fixBlocks(th *theme.Theme, fixes []diagnose.Fix, at, w int) [][]string {
	var out [][]string
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
		why, style, blocked := WhyNot(th, &f)
		var block []string
		for _, l := range title {
			switch {
			case i == at:
				l = th.Selected.Render(cell.Fit(l, w))
			case blocked:
				l = th.Faint.Render(l)
			default:
				l = th.Accent.Render(l)
			}
			block = append(block, l)
		}
		for _, l := range cell.Wrap(Costs(&f), w-7) {
			block = append(block, "      "+l)
		}
		if why != "" {
			glyph, text, _ := strings.Cut(why, " ")
			for _, l := range cell.Hang(glyph+" ", text, w-7) {
				block = append(block, "      "+style.Render(l))
			}
		}
		out = append(out, block)
	}
	return out
}

// WhyNot is why a fix is not applied from here, behind its glyph: an arrow where it
// has to be made at its source, which is no error. Blocked says that something
// stands in its way. It is empty for a fix that can be applied.
func WhyNot(th *theme.Theme, f *diagnose.Fix) (text string, style lipgloss.Style, blocked bool) {
	switch {
	case f.Blocked == "":
		return "", th.Text, false
	case AtSource(f):
		return theme.Arrow + " at the source: " + cell.Clean(f.Where), th.OK, false
	case len(f.Steps) == 0:
		return theme.Dot + " " + cell.Clean(f.Blocked), th.Text, false
	}
	return theme.Cross + " " + cell.Clean(f.Blocked), th.Warning, true
}

// AtSource says whether a fix has to be made where its object comes from.
func AtSource(f *diagnose.Fix) bool { return f.Blocked != "" && len(f.Steps) == 0 && f.Where != "" }

// Costs are the promises of a fix in numbers.
func Costs(f *diagnose.Fix) string {
	var parts []string
	if f.Form != nil {
		parts = append(parts, "needs credentials")
	}
	switch n := len(ObjectsOf(f)); n {
	case 0:
	case 1:
		parts = append(parts, "changes 1 object")
	default:
		parts = append(parts, "changes "+Plural(n, "object"))
	}
	switch n := len(f.Recovers); n {
	case 0:
	case 1:
		parts = append(parts, "fixes 1 pod")
	default:
		parts = append(parts, "fixes "+Plural(n, "pod"))
	}
	if n := len(f.Restarts); n > 0 {
		parts = append(parts, "restarts "+Plural(n, "pod"))
	} else {
		parts = append(parts, "restarts nothing")
	}
	return strings.Join(parts, ", ")
}

// ObjectsOf are the different objects that a fix writes, pods apart: those
// count as restarts.
func ObjectsOf(f *diagnose.Fix) []diagnose.Object {
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

// NamespaceOf is where a fix writes first; typing it is the second yes over a
// production cluster.
func NamespaceOf(f *diagnose.Fix, of *diagnose.Diagnosis, otherwise string) string {
	for _, s := range f.Steps {
		if s.Object.Namespace != "" {
			return s.Object.Namespace
		}
	}
	if of != nil {
		return of.Failure.Namespace
	}
	return otherwise
}

// Refusal is why a fix cannot be applied, empty if it can. checked says
// whether the checks are all there.
func Refusal(f *diagnose.Fix, checks []diagnose.Precheck, checked bool) string {
	if f.Blocked != "" {
		return f.Blocked
	}
	if len(f.Steps) == 0 {
		return "this fix changes nothing itself; run the commands yourself"
	}
	if !checked {
		return "the checks are still running"
	}
	for _, c := range checks {
		if !c.OK {
			return FirstNonEmpty(c.Why, c.Text+": no")
		}
	}
	return ""
}

// Role is the smallest Role that allows a fix, as YAML; empty when no right is
// missing.
func Role(f *diagnose.Fix, checks []diagnose.Precheck) string {
	if f.Role != "" {
		return f.Role
	}
	for _, c := range checks {
		if c.Role != "" {
			return c.Role
		}
	}
	return ""
}

// Undoable says whether the fix can be undone: a pod that its controller replaces
// and one that an earlier program lost cannot.
func Undoable(f *diagnose.Fix) bool {
	return f.ID != LostPodID && slices.ContainsFunc(f.Steps, func(s diagnose.Step) bool { return s.Action() != diagnose.DeletePod })
}

// SplitPods are the pods that only recover, those that are recreated for it, and
// those that are restarted although they run: each pod is in one of them.
func SplitPods(recovers, restarts []diagnose.Object) (recover, both, restart []diagnose.Object) {
	for _, o := range recovers {
		if slices.Contains(restarts, o) {
			both = append(both, o)
		} else {
			recover = append(recover, o)
		}
	}
	for _, o := range restarts {
		if !slices.Contains(recovers, o) {
			restart = append(restart, o)
		}
	}
	return recover, both, restart
}

// StepWords say what a step will do.
func StepWords(s *diagnose.Step) string {
	o := ObjectName(s.Object)
	switch s.Action() {
	case diagnose.CreateSecret:
		return "create " + o
	case diagnose.DeleteSecret:
		return "delete " + o
	case diagnose.DeletePod:
		return "delete " + o + "; its controller replaces it"
	case diagnose.RecreatePod:
		return "delete " + o + " and create it again"
	}
	return "update " + o
}
