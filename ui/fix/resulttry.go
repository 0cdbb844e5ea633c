package fix

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// tryFix recreates the pods that only wait for their node's next attempt.
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
		return "the fix is being applied"
	case r.err != nil || r.fix.Undoes || !r.waits():
		return "no pod waits for its node's next attempt"
	}
	if _, ok := r.tryFix(); !ok {
		return "no controller would replace the waiting pods; the node retries by itself"
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
