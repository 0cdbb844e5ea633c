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
	words := wordsOf(s)
	words["list"] = shell.Text(Fragment(w.PullSecrets))
	edit := "# in {name}.yaml: set spec.imagePullSecrets to {list}"
	if w.PullSecrets == nil {
		edit = "# in {name}.yaml: delete spec.imagePullSecrets, so that the service account's are used"
	}
	return shell.Lines(words, "kubectl -n {ns} get pod {name} -o yaml > {name}.yaml", edit, "kubectl -n {ns} replace --force -f {name}.yaml")
}

// Rights are those to get, delete and create pods.
func (w RecreatePod) Rights(s *diagnose.Step) []diagnose.Right {
	return append(getAnd("", "pods", s.Object.Name, "delete"), diagnose.Right{Verb: "create", Resource: "pods"})
}

// Patches returns none: hardly any field of a pod can be patched.
func (w RecreatePod) Patches(*diagnose.Step) (after, before map[string]any) { return nil, nil }

// FileCommand says what to do; the manifest is the user's own.
func (w RecreatePod) FileCommand(s *diagnose.Step, _ string) string {
	return shell.Lines(shell.Words{"object": shell.Text(s.Object.String()), "list": shell.Text(strings.Join(w.PullSecrets, ", "))},
		"# delete {object} and recreate it from its manifest with imagePullSecrets: {list}")[0]
}

// Undo recreates the new pod with the list of the old one; now is the list of the
// new one.
func (w RecreatePod) Undo(s *diagnose.Step, before, now []string, uid string) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: "v1", UID: uid, Write: RecreatePod{PullSecrets: before, PullSecretsBefore: now}}
}
