package fix

import (
	"errors"
	"slices"

	"charm.land/lipgloss/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// podLines are the watched pods, one a line.
func (r *Result) podLines(w int) []string {
	if len(r.pods) == 0 {
		return nil
	}
	out := []string{r.env.Theme.Strong.Render(" Pods")}
	name, note := 0, 0
	shown := r.shown()
	for _, i := range shown {
		name = max(name, cell.Width(r.pods[i].Name()))
		note = max(note, cell.Width(r.podStatus(&r.pods[i]).note))
	}
	const state = 12
	name = min(name, max(w-3-state-2-note, 14))
	for _, i := range shown {
		p := &r.pods[i]
		s := r.podStatus(p)
		out = append(out, cell.Cut("   "+s.style.Render(cell.Pad(s.glyph+" "+s.word, state))+
			cell.Pad(cell.Middle(p.Name(), name), name)+"  "+s.note, w))
	}
	if n := len(r.pods) - len(shown); n > 0 {
		out = append(out, cell.Cut("   and "+present.Plural(n, "more pod"), w))
	}
	return append(out, "")
}

// mostPods is how many pods are named; of more, those that do not run yet.
const mostPods = 100

// shown are the indexes of the pods to name.
func (r *Result) shown() []int {
	var out, run []int
	for i := range r.pods {
		switch {
		case len(r.pods) > mostPods && r.pods[i].State == diagnose.PodRunning:
			run = append(run, i)
		default:
			out = append(out, i)
		}
	}
	out = append(out, run...)
	return out[:min(len(out), mostPods)]
}

// podStatus is how a watched pod is shown.
type podStatus struct {
	glyph, word, note string
	style             lipgloss.Style
}

func (r *Result) podStatus(p *present.TrackedPod) podStatus {
	th := r.env.Theme
	switch {
	case p.State == diagnose.PodRunning:
		return podStatus{theme.Check, "Running", present.Elapsed(p.RunningSince.Sub(r.started)), th.OK}
	case p.State == diagnose.PodGone:
		return podStatus{theme.Unsure, "gone", "deleted, not replaced yet", th.Warning}
	case p.OtherCause(r.check):
		return podStatus{theme.Cross, "fails", "now: " + p.Cause, th.Broken}
	case !r.done:
		return podStatus{theme.Dot, "waiting", "", th.Faint}
	case r.err != nil:
		return podStatus{theme.Dot, "as before", "", th.Faint}
	case p.State == diagnose.PodFailing:
		return podStatus{r.env.Spinner(), "waiting", "for the node's next attempt", th.Warning}
	}
	return podStatus{r.env.Spinner(), "starting", "", th.Faint}
}

// advice is what to know while waiting, and what to do next.
func (r *Result) advice(w int) []string {
	if !r.done {
		return nil
	}
	var text []string
	switch {
	case r.err != nil && r.undo != nil:
		text = append(text, "The steps marked as done above were applied. Press u to undo them.")
	case r.err != nil && r.halfway():
		text = append(text, "The failed step may be partly done: check its object before you repeat the fix.")
	case r.err != nil && slices.ContainsFunc(r.steps, func(s stepLine) bool { return s.Err == nil }):
		text = append(text, "The steps marked as done above were applied and cannot be undone.")
	case r.err != nil:
		text = append(text, "Nothing was changed.")
	case r.waits():
		text = append(text, "Nodes wait longer after every failed pull, up to 5 minutes. The fix takes effect at the next attempt; there is nothing else to do.")
		if r.noTry() == "" {
			text = append(text, "Press "+r.env.Keys.Label(screen.KeyRetry)+" to retry now: the waiting pods are deleted and their controller replaces them.")
		}
	}
	for i := range r.pods {
		if p := &r.pods[i]; p.OtherCause(r.check) && !r.fix.Undoes {
			text = append(text, "The fix worked, but now something else fails: "+p.Cause+". Press enter to see it.")
			break
		}
	}
	if n := r.left(); n > 0 && !r.waits() {
		text = append(text, present.Plural(n, "other pod")+" still cannot pull. Press enter for the next one.")
	}
	if r.fix.After != "" && r.err == nil && !r.waits() && r.running() < len(r.pods) {
		text = append(text, r.fix.After)
	}
	var out []string
	for _, t := range text {
		out = append(out, present.Indent(" ", cell.Wrap(t, w-2))...)
	}
	return out
}

// halfway says whether the step that failed may have been applied in part.
func (r *Result) halfway() bool {
	var e interface{ Halfway() bool }
	return errors.As(r.err, &e) && e.Halfway()
}

// waits says whether a pod waits for the node to try again.
func (r *Result) waits() bool {
	for i := range r.pods {
		if p := &r.pods[i]; p.State == diagnose.PodFailing && !p.OtherCause(r.check) {
			return true
		}
	}
	return false
}

// left counts the failing pods that this fix was not about.
func (r *Result) left() int {
	if r.others.of == r.env.State.Result && r.others.watched == len(r.pods) {
		return r.others.n
	}
	mine := map[present.PodKey]bool{}
	for _, p := range r.pods {
		mine[present.PodKey{Namespace: p.Now.Namespace, Pod: p.Now.Name}] = true
	}
	n := 0
	for _, d := range r.env.State.Diagnoses() {
		if d.Failure == nil {
			continue
		}
		if key := (present.PodKey{Namespace: d.Failure.Namespace, Pod: d.Failure.Pod}); !mine[key] {
			mine[key] = true
			n++
		}
	}
	r.others = others{r.env.State.Result, len(r.pods), n}
	return n
}

// others is a count that is kept until there is a new result: every frame asks
// for it.
type others struct {
	of      *diagnose.Result
	watched int
	n       int
}
