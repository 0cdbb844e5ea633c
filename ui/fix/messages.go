package fix

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

type (
	// followedMsg: the pods of a fix were looked for in a new result.
	followedMsg struct {
		id     int // of the result screen
		result *diagnose.Result
		pods   []present.TrackedPod
	}

	// oneCheckedMsg: one check before a fix was made.
	oneCheckedMsg struct {
		id    int
		check diagnose.Precheck
		next  <-chan any
	}

	// checkedMsg: all checks before a fix were made.
	checkedMsg struct {
		id     int // of the preview that asked
		checks []diagnose.Precheck
	}

	// steppedMsg: one step of a fix was applied.
	steppedMsg struct {
		id   int // of the result screen
		step diagnose.StepDone
		next <-chan any
	}

	// AppliedMsg: the fix is through, or has failed.
	AppliedMsg struct {
		id   int
		undo *diagnose.Fix
		err  error
	}

	// NextPodMsg asks for the next failing pod that is not among those to skip.
	NextPodMsg struct{ Skip map[present.PodKey]bool }
)
