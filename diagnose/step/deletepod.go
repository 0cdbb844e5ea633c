package step

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// DeletePod deletes a pod that has a controller, which creates a new one.
type DeletePod struct{}

// Action is diagnose.DeletePod.
func (w DeletePod) Action() diagnose.Action { return diagnose.DeletePod }

// Preview says who creates the new pod.
func (w DeletePod) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "deleted; its controller creates a new one"}
}

// Commands delete it.
func (w DeletePod) Commands(s *diagnose.Step, _ string, _ *diagnose.CredentialsForm) []string {
	return shell.Lines(wordsOf(s), "kubectl -n {ns} delete pod {name}")
}

// Rights are those to get and delete this pod.
func (w DeletePod) Rights(s *diagnose.Step) []diagnose.Right {
	return getAnd("", "pods", s.Object.Name, "delete")
}

// Patches returns none.
func (w DeletePod) Patches(*diagnose.Step) (after, before map[string]any) { return nil, nil }

// FileCommand deletes it; it needs no file.
func (w DeletePod) FileCommand(s *diagnose.Step, _ string) string { return deleteObject(s) }
