package step

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// RecreatePod deletes a pod without a controller and creates it again with
// another list of pull secrets. Without a list, admission copies that of the
// service account.
type RecreatePod struct {
	PullSecrets       []string // the list as it will be
	PullSecretsBefore []string // the list as read
}

// Action is diagnose.RecreatePod.
func (w RecreatePod) Action() diagnose.Action { return diagnose.RecreatePod }

// Preview compares the lists.
func (w RecreatePod) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "deleted and recreated", Lines: listDiff(w.PullSecretsBefore, w.PullSecrets)}
}

// Commands replace it with its edited manifest.
func (w RecreatePod) Commands(s *diagnose.Step, _ string, _ *diagnose.CredentialsForm) []string {
	file := shell.Quote(s.Object.Name + ".yaml")
	edit := "# in " + file + ": set spec.imagePullSecrets to " + Fragment(w.PullSecrets)
	if w.PullSecrets == nil {
		edit = "# in " + file + ": delete spec.imagePullSecrets, so that the service account's are used"
	}
	return []string{namespaced(s) + " get pod " + named(s) + " -o yaml > " + file, edit, namespaced(s) + " replace --force -f " + file}
}

// Rights are those to get, delete and create pods.
func (w RecreatePod) Rights(s *diagnose.Step) []diagnose.Right {
	return append(getAnd("", "pods", s.Object.Name, "delete"), diagnose.Right{Verb: "create", Resource: "pods"})
}

// Patches returns none: hardly any field of a pod can be patched.
func (w RecreatePod) Patches(*diagnose.Step) (after, before map[string]any) { return nil, nil }

// FileCommand says what to do; the manifest is the user's own.
func (w RecreatePod) FileCommand(s *diagnose.Step, _ string) string {
	return "# delete " + s.Object.String() + " and recreate it from its manifest with imagePullSecrets: " + strings.Join(w.PullSecrets, ", ")
}

// Undo recreates the new pod with the list of the old one; now is the list of the
// new one.
func (w RecreatePod) Undo(s *diagnose.Step, before, now []string, uid string) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: "v1", UID: uid, Write: RecreatePod{PullSecrets: before, PullSecretsBefore: now}}
}
