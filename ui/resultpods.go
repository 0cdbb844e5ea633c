package ui

import (
	"errors"
	"slices"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// pods are the watched pods, one a line.
func (r *result) pods(w int) []string {
	if len(r.patient) == 0 {
		return nil
	}
	out := []string{r.env.Theme.Strong.Render(" Pods")}
	name, note := 0, 0
	shown := r.shown()
	for _, i := range shown {
		name = max(name, cell.Width(r.patient[i].name()))
		note = max(note, cell.Width(r.standing(&r.patient[i]).note))
	}
	const state = 12
	name = min(name, max(w-3-state-2-note, 14))
	for _, i := range shown {
		p := &r.patient[i]
		s := r.standing(p)
		out = append(out, cell.Cut("   "+s.style.Render(cell.Pad(s.glyph+" "+s.word, state))+
			cell.Pad(cell.Middle(p.name(), name), name)+"  "+s.note, w))
	}
	if n := len(r.patient) - len(shown); n > 0 {
		out = append(out, cell.Cut("   and "+plural(n, "more pod"), w))
	}
	return append(out, "")
}

// mostPods is how many pods are named; of more, those that do not run yet.
const mostPods = 100

// shown are the indexes of the pods to name.
func (r *result) shown() []int {
	var out, run []int
	for i := range r.patient {
		switch {
		case len(r.patient) > mostPods && r.patient[i].state == diagnose.PodRunning:
			run = append(run, i)
		default:
			out = append(out, i)
		}
	}
	out = append(out, run...)
	return out[:min(len(out), mostPods)]
}

// standing is how a watched pod is shown.
type standing struct {
	glyph, word, note string
	style             lipgloss.Style
}

func (r *result) standing(p *patient) standing {
	th := r.env.Theme
	switch {
	case p.state == diagnose.PodRunning:
		return standing{theme.Check, "Running", elapsed(p.ran.Sub(r.began)), th.OK}
	case p.state == diagnose.PodGone:
		return standing{theme.Unsure, "gone", "deleted, and no other was made yet", th.Warning}
	case p.otherCause(r.check):
		return standing{theme.Cross, "fails", "now: " + p.cause, th.Broken}
	case !r.done:
		return standing{theme.Dot, "waiting", "", th.Faint}
	case r.err != nil:
		return standing{theme.Dot, "as before", "", th.Faint}
	case p.state == diagnose.PodFailing:
		return standing{r.env.Spinner(), "waiting", "for the node's next try", th.Warning}
	}
	return standing{r.env.Spinner(), "starting", "", th.Faint}
}

// advice is what to know while waiting, and what to do next.
func (r *result) advice(w int) []string {
	if !r.done {
		return nil
	}
	var text []string
	switch {
	case r.err != nil && r.undo != nil:
		text = append(text, "What is marked as done above was done. Press u to take it back.")
	case r.err != nil && r.halfway():
		text = append(text, "The step that failed may be done in part: look at its object before you repeat the fix.")
	case r.err != nil && slices.ContainsFunc(r.steps, func(s stepLine) bool { return s.Err == nil }):
		text = append(text, "What is marked as done above was done; there is nothing to take back.")
	case r.err != nil:
		text = append(text, "Nothing was changed.")
	case r.waits():
		text = append(text, "Nodes wait longer after every failed pull, up to 5 minutes. The fix is seen at the next try; nothing else has to be done.")
		if r.noTry() == "" {
			text = append(text, "Press r to try now: the waiting pods are deleted and their controller makes new ones.")
		}
	}
	for i := range r.patient {
		if p := &r.patient[i]; p.otherCause(r.check) && !r.fix.Undoes {
			text = append(text, "The fix took hold, and now something else is in the way: "+p.cause+". Press enter to see it.")
			break
		}
	}
	if n := r.left(); n > 0 && !r.waits() {
		text = append(text, plural(n, "other pod")+" still cannot pull. Press enter for the next one.")
	}
	if r.fix.After != "" && r.err == nil && !r.waits() && r.running() < len(r.patient) {
		text = append(text, r.fix.After)
	}
	var out []string
	for _, t := range text {
		out = append(out, indent(" ", cell.Wrap(t, w-2))...)
	}
	return out
}

// halfway says whether the step that failed may have been carried out in part.
func (r *result) halfway() bool {
	var e interface{ Halfway() bool }
	return errors.As(r.err, &e) && e.Halfway()
}

// waits says whether a pod waits for the node to try again.
func (r *result) waits() bool {
	for i := range r.patient {
		if p := &r.patient[i]; p.state == diagnose.PodFailing && !p.otherCause(r.check) {
			return true
		}
	}
	return false
}

// left counts the failing pods that this fix was not about.
func (r *result) left() int {
	if r.others.of == r.env.State.result && r.others.watched == len(r.patient) {
		return r.others.n
	}
	mine := map[podKey]bool{}
	for _, p := range r.patient {
		mine[podKey{p.now.Namespace, p.now.Name}] = true
	}
	n := 0
	for _, d := range r.env.State.diagnoses() {
		if d.Failure == nil {
			continue
		}
		if key := (podKey{d.Failure.Namespace, d.Failure.Pod}); !mine[key] {
			mine[key] = true
			n++
		}
	}
	r.others = others{r.env.State.result, len(r.patient), n}
	return n
}

// others is a count that is kept until there is a new result: every frame asks
// for it.
type others struct {
	of      *diagnose.Result
	watched int
	n       int
}
