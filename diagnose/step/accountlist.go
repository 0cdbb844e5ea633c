package step

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// SetAccountPullSecrets writes the whole list of a service account: the list is
// atomic, so a part of it cannot be patched.
type SetAccountPullSecrets struct {
	PullSecrets       []string // the list as it will be
	PullSecretsBefore []string // the list as read
}

// Action is diagnose.SetAccountPullSecrets.
func (w SetAccountPullSecrets) Action() diagnose.Action { return diagnose.SetAccountPullSecrets }

// Preview compares the lists.
func (w SetAccountPullSecrets) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "provides these pull secrets to new pods", Lines: listDiff(w.PullSecretsBefore, w.PullSecrets)}
}

// Commands patch the list of the version that was read.
func (w SetAccountPullSecrets) Commands(s *diagnose.Step, _ string, _ *diagnose.CredentialsForm) []string {
	patch := pullSecrets(w.PullSecrets)
	if s.ResourceVersion != "" {
		patch["metadata"] = map[string]string{"resourceVersion": s.ResourceVersion}
	}
	words := wordsOf(s)
	words["patch"] = shell.JSON(patch)
	return shell.Lines(words, "kubectl -n {ns} patch serviceaccount {name} --type=merge -p {patch}")
}

// Rights are those to get and update this account.
func (w SetAccountPullSecrets) Rights(s *diagnose.Step) []diagnose.Right {
	return getAnd("", "serviceaccounts", s.Object.Name, "update")
}

// Patches set the list, and restore it.
func (w SetAccountPullSecrets) Patches(*diagnose.Step) (after, before map[string]any) {
	return pullSecrets(w.PullSecrets), pullSecrets(w.PullSecretsBefore)
}

// FileCommand patches the account.
func (w SetAccountPullSecrets) FileCommand(s *diagnose.Step, file string) string {
	return patchFile(s, file)
}

// Undo restores the previous list.
func (w SetAccountPullSecrets) Undo(s *diagnose.Step, before []string, uid, resourceVersion string) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: s.APIVersion, UID: uid, ResourceVersion: resourceVersion,
		Write: SetAccountPullSecrets{PullSecrets: before, PullSecretsBefore: w.PullSecrets}}
}
