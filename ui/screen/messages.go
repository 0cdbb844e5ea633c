package screen

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
)

type (
	// TickMsg: time has passed.
	TickMsg time.Time

	// FreshMsg: there is a new result in the Env.
	FreshMsg struct{}

	// ShowClusterMsg asks the program to show another cluster, with nothing of
	// the one before. It is not watched before WatchMsg.
	ShowClusterMsg struct {
		Backend   ui.Backend
		Login     func(registry string) (diagnose.Credentials, bool)
		Namespace string
	}

	// AnsweredMsg: registries have answered. The program diagnoses again with
	// the answers.
	AnsweredMsg struct{ Answers diagnose.RegistryAnswers }

	// AgainMsg asks the program to judge again what was read: what may be shown of it
	// has changed.
	AgainMsg struct{}

	// WatchMsg asks the program to watch the cluster that is shown.
	WatchMsg struct{}
)
