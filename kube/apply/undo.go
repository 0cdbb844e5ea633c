package apply

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// undoOf returns the fix that undoes the applied steps: in reverse order, but
// pods last, because a recreated pod must find the old secrets and lists. nil
// when there is nothing to undo.
func undoOf(f diagnose.Fix, back []diagnose.Step) *diagnose.Fix {
	if len(back) == 0 {
		return nil
	}
	steps := slices.Clone(back)
	slices.Reverse(steps)
	slices.SortStableFunc(steps, func(a, b diagnose.Step) int { return last(a) - last(b) })
	u := &diagnose.Fix{
		ID:       "undo-" + f.ID,
		Title:    "Undo: " + f.Title,
		Steps:    steps,
		Recovers: nil,
		After:    "Everything is as it was before the fix; running pods keep running.",
		Undoes:   !f.Undoes,
	}
	if f.Undoes {
		u.ID, u.Title, u.After = "redo-"+f.ID, "Redo: "+f.Title, ""
	}
	for _, s := range steps {
		if (s.Action() == diagnose.SetTemplatePullSecrets || s.Action() == diagnose.SetTemplatePolicy) && u.After != "" {
			u.After = "Everything is restored. A workload that rolls back to its previous template creates pods that fail as before, and may stop some that run now."
		}
		if s.Action() == diagnose.RecreatePod {
			u.Restarts = append(u.Restarts, s.Object)
			u.Warnings = append(u.Warnings, s.Object.String()+" is deleted and created again, even if it is running by now. Its logs, its events and the contents of its emptyDir volumes are lost.")
			u.After = ""
		}
	}
	return u
}

func last(s diagnose.Step) int {
	if s.Action() == diagnose.RecreatePod || s.Action() == diagnose.DeletePod {
		return 1
	}
	return 0
}
