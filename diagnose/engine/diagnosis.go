package engine

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// diagnosis describes a case for the screen.
func diagnosis(k *pull.Case, f *diagnose.Failure) diagnose.Diagnosis {
	root := &f.Findings[0]
	d := diagnose.Diagnosis{Failure: f, Pod: k.Pod, Events: k.Events, Why: root.Detail}
	d.Summary = fmt.Sprintf("%s could not pull %s: %s.", k.Container.Name, k.Container.Image, lowerFirst(root.Title))
	if k.Pod.Template {
		d.Summary = fmt.Sprintf("%s %s will not be able to pull %s: %s.", k.Pod.Kind, k.Pod.Name, k.Container.Image, lowerFirst(root.Title))
	}
	switch {
	case k.Ahead != nil && k.Pod.Template:
		d.Summary = fmt.Sprintf("A new pod of %s %s would not start: %s.", k.Pod.Kind, k.Pod.Name, lowerFirst(root.Title))
	case k.Ahead != nil:
		d.Summary = fmt.Sprintf("%s runs, but a new pod would not start with %s: %s.", k.Container.Name, k.Container.Image, lowerFirst(root.Title))
	}
	if !k.PullingSince.IsZero() {
		d.Summary = fmt.Sprintf("%s is waiting for %s: %s.", k.Container.Name, k.Container.Image, lowerFirst(root.Title))
	}
	if l := answeredLink(k, root); l != "" {
		root.Link = l
	}
	d.Chain = chain(k, f)
	d.RuledOut = ruledOut(k, f)
	d.Unknown = unknowable(k)
	return d
}

// ruledOut lists what was checked and is correct.
func ruledOut(k *pull.Case, f *diagnose.Failure) []string {
	var out []string
	if k.ImageErr == nil {
		out = append(out, fmt.Sprintf("the image name is valid: registry %s, repository %s", k.Image.Registry, k.Image.Repository))
	}
	for i := range k.Refs {
		r := &k.Refs[i]
		if r.Secret == nil {
			continue
		}
		out = append(out, fmt.Sprintf("Secret %s exists in the pod's namespace", r.Name))
		if pull.PullSecretType(r.Secret) {
			out = append(out, fmt.Sprintf("its type is %s", r.Secret.Type))
		}
		if r.State == diagnose.PullSecretState(keyring.OK) {
			out = append(out, "its content parses: "+text.Count(len(r.Inspect.Entries), "registry key"))
		}
		if f.Findings[0].Link != diagnose.LinkEntry && check.MatchesImage(r) && len(r.Matches) > 0 {
			out = append(out, "it contains credentials for "+k.Image.Registry)
		}
	}
	return out
}

// unknowable lists what the API does not show about this pull.
func unknowable(k *pull.Case) []string {
	out := []string{
		"credentials that the node itself has (its config file, credential providers)",
		"mirrors that the node's container runtime uses instead of the registry",
	}
	if len(k.Answers) > 0 {
		return asked(k, out)
	}
	if k.Pod.Template && k.Ahead == nil {
		return []string{"what already exists in the cluster, and how the registry would respond"}
	}
	for i := range k.Refs {
		if k.Refs[i].State == diagnose.StateUnreadable {
			out = append(out, fmt.Sprintf("what Secret %s contains: you are not allowed to read it", k.Refs[i].Name))
		}
	}
	return out
}

// lowerFirst makes a title fit for the middle of a sentence; words such as DNS keep their capitals.
func lowerFirst(s string) string {
	if len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && (s[1] >= 'a' && s[1] <= 'z' || s[1] == ' ') {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}
