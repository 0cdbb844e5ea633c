package apply

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// undoOf is the fix that takes back what was done: steps in reverse order,
// but pods last, because a pod that is made again must find the old secrets
// and lists. nil when there is nothing to take back.
func undoOf(f diagnose.Fix, back []diagnose.Step) *diagnose.Fix {
	if len(back) == 0 {
		return nil
	}
	steps := slices.Clone(back)
	slices.Reverse(steps)
	slices.SortStableFunc(steps, func(a, b diagnose.Step) int { return last(a) - last(b) })
	u := &diagnose.Fix{
		ID:       "undo-" + f.ID,
		Title:    "Take back: " + f.Title,
		Steps:    steps,
		Recovers: nil,
		After:    "Everything is as it was before the fix; running pods keep running.",
		Undoes:   !f.Undoes,
	}
	if f.Undoes {
		u.ID, u.Title, u.After = "redo-"+f.ID, "Do again: "+f.Title, ""
	}
	for _, s := range steps {
		if s.Action() == diagnose.SetTemplatePullSecrets && u.After != "" {
			u.After = "Everything is written as it was. A workload that rolls out its former template makes pods that fail as before, and may end some that run now."
		}
		if s.Action() == diagnose.RecreatePod {
			u.Restarts = append(u.Restarts, s.Object)
			u.Warnings = append(u.Warnings, s.Object.String()+" is deleted and created again, also when it runs by now. Its logs, its events and what is in its emptyDir volumes are lost.")
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
