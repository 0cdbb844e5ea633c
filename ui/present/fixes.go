package present

import (
	"slices"
	"strconv"
	"strings"

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
		for _, l := range cell.Wrap(Costs(&f), w-7) {
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
