package step

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// SetTemplatePullSecrets writes the list of a workload's pod template.
type SetTemplatePullSecrets struct {
	PullSecrets       []string // the list as it will be
	PullSecretsBefore []string // the list as read
}

// Action is diagnose.SetTemplatePullSecrets.
func (w SetTemplatePullSecrets) Action() diagnose.Action { return diagnose.SetTemplatePullSecrets }

// Preview compares the lists.
func (w SetTemplatePullSecrets) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "pull secrets of the pod template", Lines: listDiff(w.PullSecretsBefore, w.PullSecrets)}
}

// Commands patch the template.
func (w SetTemplatePullSecrets) Commands(s *diagnose.Step, _ string, _ *diagnose.CredentialsForm) []string {
	path := "/" + strings.Join(templatePath(s.Object.Kind), "/") + "/imagePullSecrets"
	words := wordsOf(s)
	words["patch"] = shell.JSON([]map[string]any{{"op": "add", "path": path, "value": references(w.PullSecrets)}})
	templates := []string{"kubectl -n {ns} patch {kind} {name} --type=json -p {patch}"}
	if s.Object.Kind == "CronJob" {
		templates = append(templates, "# the next run uses it; to run it now: kubectl -n {ns} create job {name}-now --from=cronjob/{name}")
	}
	return shell.Lines(words, templates...)
}

// Rights are those to get and patch this workload.
func (w SetTemplatePullSecrets) Rights(s *diagnose.Step) []diagnose.Right {
	group, resource := resourceOf(s.Object.Kind)
	return getAnd(group, resource, s.Object.Name, "patch")
}

// Patches set the list, and restore it.
func (w SetTemplatePullSecrets) Patches(s *diagnose.Step) (after, before map[string]any) {
	path := templatePath(s.Object.Kind)
	return nested(pullSecrets(w.PullSecrets), path...), nested(pullSecrets(w.PullSecretsBefore), path...)
}

// FileCommand patches the workload.
func (w SetTemplatePullSecrets) FileCommand(s *diagnose.Step, file string) string {
	return patchFile(s, file)
}

// Undo restores the previous list.
func (w SetTemplatePullSecrets) Undo(s *diagnose.Step, before []string, uid, resourceVersion string) diagnose.Step {
	return diagnose.Step{Object: s.Object, APIVersion: s.APIVersion, UID: uid, ResourceVersion: resourceVersion,
		Write: SetTemplatePullSecrets{PullSecrets: before, PullSecretsBefore: w.PullSecrets}}
}

// templatePath is the path of the pod spec in a workload's template.
func templatePath(kind string) []string {
	if kind == "CronJob" {
		return []string{"spec", "jobTemplate", "spec", "template", "spec"}
	}
	return []string{"spec", "template", "spec"}
}

// resourceOf is the API group and the plural of a built-in kind.
func resourceOf(kind string) (group, resource string) {
	resource = strings.ToLower(kind) + "s"
	switch kind {
	case "Deployment", "ReplicaSet", "StatefulSet", "DaemonSet":
		return "apps", resource
	case "Job", "CronJob":
		return "batch", resource
	}
	return "", resource
}
