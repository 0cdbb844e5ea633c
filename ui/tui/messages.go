package tui

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/list"
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
		reading list.Reading
		truth   *diagnose.Result // where the reading has no answers in it; else nil
	}
)
