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
		source  int
		reading reading
	}

	// freshMsg tells the screens that app.state.result is a new one.
	freshMsg struct{ reading reading }

	// followedMsg: the pods of a fix were looked for in a new result.
	followedMsg struct {
		id      int // of the result screen
		result  *diagnose.Result
		patient []patient
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
