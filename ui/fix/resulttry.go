package fix

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// tryFix makes the pods anew that only wait for their node's next try.
func (r *Result) tryFix() (diagnose.Fix, bool) {
	var waiting []diagnose.Object
	for i := range r.pods {
		if p := &r.pods[i]; p.State == diagnose.PodFailing && !p.OtherCause(r.check) {
			waiting = append(waiting, diagnose.Object{Kind: "Pod", Namespace: p.Now.Namespace, Name: p.Now.Name})
		}
	}
	return fix.TryNow(r.env.State.Snapshot(), waiting)
}

// noTry is why nothing can be tried at once, empty if it can.
func (r *Result) noTry() string {
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

func (r *Result) tryNow() tea.Cmd {
	f, ok := r.tryFix()
	if !ok {
		return nil
	}
	return OpenPreview(r.env, f, r.of)
}
