package ui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

type (
	// tickMsg: time has passed.
	tickMsg time.Time

	// freshMsg: there is a new result in the Env.
	freshMsg struct{}

	// showClusterMsg asks the program to show another cluster, with nothing of
	// the one before. It is not watched before watchMsg.
	showClusterMsg struct {
		Backend   Backend
		Login     func(registry string) (diagnose.Login, bool)
		Namespace string
	}

	// watchMsg asks the program to watch the cluster that is shown.
	watchMsg struct{}
)
