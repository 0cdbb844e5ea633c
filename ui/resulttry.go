package ui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// tryFix makes the pods anew that only wait for their node's next try.
func (r *result) tryFix() (diagnose.Fix, bool) {
	var waiting []diagnose.Object
	for i := range r.patient {
		if p := &r.patient[i]; p.state == diagnose.PodFailing && !r.otherCause(p) {
			waiting = append(waiting, diagnose.Object{Kind: "Pod", Namespace: p.now.Namespace, Name: p.now.Name})
		}
	}
	return fix.TryNow(r.a.state.snapshot(), waiting)
}

// noTry is why nothing can be tried at once, empty if it can.
func (r *result) noTry() string {
	switch {
	case !r.done:
		return "the fix is being carried out"
	case r.err != nil || r.fix.Undoes || !r.waits():
		return "no pod waits for its node's next try"
	}
	if _, ok := r.tryFix(); !ok {
		return "no controller would make the waiting pods again; the node tries by itself"
	}
	return ""
}

func (r *result) tryNow() tea.Cmd {
	f, ok := r.tryFix()
	if !ok {
		return nil
	}
	return openPreview(r.a, f, r.of)
}
