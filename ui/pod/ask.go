package pod

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// ask asks the registries of the pod's images.
func (s *Diagnosis) ask() tea.Cmd {
	f, snap := s.d.Failure, s.env.State.Snapshot()
	return ask.Open(s.env, ask.Subject{
		Where: s.Place(),
		Title: "Ask the registry whether the pull secrets of pod " + cell.Clean(f.Pod) + " can pull its images",
		Keep:  true,
		Questions: func() []diagnose.RegistryQuestion {
			return present.Questions(snap, present.PodKey{Namespace: f.Namespace, Pod: f.Pod})
		},
	})
}
