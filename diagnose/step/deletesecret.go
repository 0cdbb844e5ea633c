package step

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// DeleteSecret deletes exactly the secret that a fix created; only an undo does so.
type DeleteSecret struct{}

// Action is diagnose.DeleteSecret.
func (w DeleteSecret) Action() diagnose.Action { return diagnose.DeleteSecret }

// Preview says that it is deleted.
func (w DeleteSecret) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "deleted"}
}

// Commands delete it.
func (w DeleteSecret) Commands(s *diagnose.Step, _ string, _ *diagnose.CredentialsForm) []string {
	return shell.Lines(wordsOf(s), "kubectl -n {ns} delete secret {name}")
}

// Rights are those to get and delete this secret.
func (w DeleteSecret) Rights(s *diagnose.Step) []diagnose.Right {
	return getAnd("", "secrets", s.Object.Name, "delete")
}

// Patches returns none.
func (w DeleteSecret) Patches(*diagnose.Step) (after, before map[string]any) { return nil, nil }

// FileCommand deletes it; it needs no file.
func (w DeleteSecret) FileCommand(s *diagnose.Step, _ string) string { return deleteObject(s) }

// Undo recreates the secret as it was.
func (w DeleteSecret) Undo(s *diagnose.Step, was CreateSecret) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: "v1", Write: was}
}
