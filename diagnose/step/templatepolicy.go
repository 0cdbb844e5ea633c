package step

import (
	"encoding/json"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// SetTemplatePolicy writes the pull policy of one container in a workload's pod
// template.
type SetTemplatePolicy struct {
	List      string // "containers" or "initContainers"
	Container string
	Policy    string // as it will be
	Before    string // as read
}

// Action is diagnose.SetTemplatePolicy.
func (w SetTemplatePolicy) Action() diagnose.Action { return diagnose.SetTemplatePolicy }

// Preview compares the policies.
func (w SetTemplatePolicy) Preview(s *diagnose.Step) diagnose.Change {
	return diagnose.Change{Action: w.Action(), Object: s.Object, Summary: "pull policy in the pod template", Lines: []diagnose.DiffLine{
		{Op: ' ', Text: w.List + ":"},
		{Op: ' ', Text: "- name: " + w.Container},
		{Op: '-', Text: "  imagePullPolicy: " + w.Before},
		{Op: '+', Text: "  imagePullPolicy: " + w.Policy},
	}}
}

// Commands patch the template. The strategic patch finds the container by name.
func (w SetTemplatePolicy) Commands(s *diagnose.Step, _ string, _ *diagnose.CredentialsForm) []string {
	words := wordsOf(s)
	after, _ := w.Patches(s)
	words["patch"] = shell.JSON(after)
	return shell.Lines(words, "kubectl -n {ns} patch {kind} {name} --type=strategic -p {patch}")
}

// Rights are those to get and patch this workload.
func (w SetTemplatePolicy) Rights(s *diagnose.Step) []diagnose.Right {
	group, resource := resourceOf(s.Object.Kind)
	return getAnd(group, resource, s.Object.Name, "patch")
}

// Patches set the policy, and restore it. They are strategic merge patches: a JSON
// merge patch would replace the whole list of containers.
func (w SetTemplatePolicy) Patches(s *diagnose.Step) (after, before map[string]any) {
	path := templatePath(s.Object.Kind)
	return nested(w.fragment(w.Policy), path...), nested(w.fragment(w.Before), path...)
}

func (w SetTemplatePolicy) fragment(policy string) map[string]any {
	return map[string]any{w.List: []map[string]string{{"name": w.Container, "imagePullPolicy": policy}}}
}

// FileCommand patches the workload.
func (w SetTemplatePolicy) FileCommand(s *diagnose.Step, file string) string {
	words := wordsOf(s)
	words["file"] = shell.Path(file)
	return shell.Lines(words, "kubectl -n {ns} patch {kind} {name} --type strategic --patch-file {file}")[0]
}

// Patch is the strategic merge patch that sets the policy in the version of the
// workload that was read; for any other version the server refuses it.
func (w SetTemplatePolicy) Patch(s *diagnose.Step, uid, resourceVersion string) ([]byte, error) {
	after, _ := w.Patches(s)
	after["metadata"] = map[string]any{"uid": uid, "resourceVersion": resourceVersion}
	return json.Marshal(after)
}

// Undo restores the previous policy.
func (w SetTemplatePolicy) Undo(s *diagnose.Step, before, uid, resourceVersion string) diagnose.Step {
	back := w
	back.Policy, back.Before = before, w.Policy
	return diagnose.Step{Object: s.Object, APIVersion: s.APIVersion, UID: uid, ResourceVersion: resourceVersion, Write: back}
}

// named is how the container is called in results: "container app".
func (w SetTemplatePolicy) named() string {
	if strings.HasPrefix(w.List, "init") {
		return "init container " + w.Container
	}
	return "container " + w.Container
}

// Said is what the write did: "now has imagePullPolicy Always for container app".
func (w SetTemplatePolicy) Said() string {
	return "now has imagePullPolicy " + w.Policy + " for " + w.named()
}
