package ui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

type (
	// updateMsg: the backend has said something; ok is false when it ended.
	updateMsg struct {
		source int // of app, when it was asked
		update diagnose.Update
		ok     bool
	}

	// diagnosedMsg: the diagnosis of a snapshot is ready.
	diagnosedMsg struct {
		source int
		result *diagnose.Result
	}

	// freshMsg tells the screens that app.state.result is a new one.
	freshMsg struct{}

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

	// steppedMsg: one step of a fix was carried out.
	steppedMsg struct {
		id   int // of the result screen
		step diagnose.StepDone
		next <-chan any
	}

	// appliedMsg: the fix is through, or has failed.
	appliedMsg struct {
		id   int
		undo *diagnose.Fix
		err  error
	}

	// tickMsg: time has passed.
	tickMsg time.Time
)
