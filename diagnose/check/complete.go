package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// Complete finishes the findings of a case once the cause is known: it adds to the first one what is known
// about the node, the registry and the image, and drops what is irrelevant.
func Complete(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	found = relevant(found)
	for i := range found {
		if f := &found[i]; f.Check != diagnose.CheckAttachedAfterStart && k.IsLate(f.Object) {
			f.Detail += fmt.Sprintf(" Pod %s was created before service account %s provided this secret: it has to be recreated as well.", k.Pod.Name, pull.AccountName(k.Pod))
		}
	}
	root := &found[0]
	if k.Refused() {
		for _, odd := range pull.OddNames(k.Pod.PullSecrets) {
			root.Detail += " " + text.Sentence(odd) + "."
		}
	}
	root.Detail += k.LocalImage() + k.Rewritten.Said(k.Container.Image)
	if k.Container.Type == diagnose.TypeSandbox {
		return found
	}
	switch root.Check {
	case diagnose.CheckRegistryUnreachable:
		if pull.ForDocumentation(k.Image.Registry) {
			root.Detail += " Names under example.com are reserved for documentation: this may be a sample value that was never replaced."
		}
	case diagnose.CheckNoCredentials:
		root.Detail += withoutCredentials(k)
	case diagnose.CheckAccessDenied, diagnose.CheckCredentialRejected:
		root.Detail += refusedCredentials(k)
		if provider.Of(k.Image.Registry).Name == provider.OpenShift {
			root.Commands = append(root.Commands, provider.OpenShiftGrant(k.Pod.Namespace, pull.AccountName(k.Pod), projectOf(k))...)
		}
	case diagnose.CheckImageNotFound:
		root.Detail += missingDigest(k) + aboutPath(k)
		if rewritten := nameRewritten(k); rewritten != "" {
			root.Detail += " " + rewritten
		}
	}
	if k.Refused() {
		root.Detail += ephemeralDetail(k)
	}
	for i := range found {
		if f := &found[i]; f.Check == diagnose.CheckAccessDenied && acceptanceUnknown(k) {
			f.Title = "The registry refuses access to this repository"
		}
	}
	return found
}

// acceptanceUnknown reports whether a refusal leaves open if the credentials were accepted.
func acceptanceUnknown(k *pull.Case) bool {
	p := provider.Of(k.Image.Registry)
	return p.DeniesInvalid || k.Reading.Responder == symptom.Mirror
}

// withoutCredentials adds what else is known about a pull without credentials.
func withoutCredentials(k *pull.Case) string {
	p := provider.Of(k.Image.Registry)
	var out []string
	add := func(sentence string) {
		if sentence != "" {
			out = append(out, sentence)
		}
	}
	if k.Container.PullPolicy != pull.Always && listedByNode(k) {
		add(fmt.Sprintf("The image is stored on node %s, but since Kubernetes 1.35 a pod needs its own credentials for an image that was pulled with credentials.", k.Node.Name))
	}
	add(foreignNode(k, p))
	add(p.Anonymous)
	if p.Form.User != "" {
		add(userName(k.Image.Registry, p.Form.User))
	}
	add(nameRewritten(k))
	add(globalPullSecret(k))
	add(nodeFile(k))
	add(strings.TrimSpace(aboutPath(k)))
	if len(out) == 0 {
		return ""
	}
	return " " + strings.Join(out, " ")
}

// userName puts a provider's sentence on the user name into one about the registry.
func userName(registry, sentence string) string {
	if rest, ok := strings.CutPrefix(sentence, "The user name "); ok {
		return "In a pull secret for " + registry + ", the user name " + rest
	}
	return "In a pull secret for " + registry + ": " + sentence
}

// foreignNode says what a node outside the registry's cloud needs.
func foreignNode(k *pull.Case, p *provider.Provider) string {
	id := p.Node
	if id == nil || k.Node == nil || strings.HasPrefix(k.Node.ProviderID, id.Cloud) {
		return ""
	}
	sentence := fmt.Sprintf("Node %s does not run in %s, so it has no identity there: set up the kubelet's credential provider (%s) on it with credentials, or use a pull secret.", k.Node.Name, id.Service, id.Plugin)
	if refresh := provider.Refresh(k.Image.Registry); refresh != "" {
		sentence += " " + p.Form.Lifetime + " To get a new password: " + refresh
	}
	return sentence
}

// nameRewritten says that the node requested another repository than the image's.
func nameRewritten(k *pull.Case) string {
	asked := k.AskedFor()
	if asked == "" {
		return ""
	}
	return fmt.Sprintf("Node %s requested %s at %s, which is not the name in the image: a rule in its configuration rewrites names for a mirror (rewrite in registries.yaml, a path in hosts.toml), and also applies when the registry itself is asked.", nodeName(k), asked, k.Image.Registry)
}

// nodeFile names the file with mirrors and credentials for all pods on k3s and RKE2 nodes.
func nodeFile(k *pull.Case) string {
	if k.Node == nil {
		return ""
	}
	files := provider.NodeConfig(k.Node.KubeletVersion, k.Node.ContainerRuntime)
	if len(files) != 1 {
		return ""
	}
	return fmt.Sprintf("On node %s, %s can hold mirrors and credentials for all pods; a change there needs access to the node and a restart of its service.", k.Node.Name, files[0])
}

// refusedCredentials adds other possible reasons for a refusal of credentials.
func refusedCredentials(k *pull.Case) string {
	p := provider.Of(k.Image.Registry)
	out := ""
	if rewritten := nameRewritten(k); rewritten != "" {
		return " " + rewritten
	}
	switch {
	case k.Reading.Responder == symptom.Mirror: // the registry itself was not asked
		return ""
	case p.Name == provider.OpenShift:
		out = " " + grantInOpenShift(k)
	case p.Saying(k.Reading.Text) != "":
		return " " + p.Saying(k.Reading.Text)
	case p.Denied != "" && k.Reading.Class == symptom.AccessDenied:
		out = " " + p.Denied
	}
	return out + aboutPath(k) + orMissing(k)
}

// grantInOpenShift says which role the pod's service account needs.
func grantInOpenShift(k *pull.Case) string {
	return fmt.Sprintf("The image is in project %s: service account %s of namespace %s needs the role system:image-puller there.", projectOf(k), pull.AccountName(k.Pod), k.Pod.Namespace)
}

// projectOf is the project of OpenShift that an image of its internal registry is in.
func projectOf(k *pull.Case) string {
	project, _, _ := strings.Cut(k.Image.Repository, "/")
	return project
}

// orMissing says that the registry returns the same answer for a missing repository, with a leading space.
func orMissing(k *pull.Case) string {
	p := provider.Of(k.Image.Registry)
	if _, mirror := k.MirrorAnswered(); mirror || !p.Known() || k.Reading.Responder == symptom.Mirror || k.Reading.Class == symptom.AuthRequired && k.Reading.Sent == symptom.SentYes {
		return ""
	}
	switch p.Missing {
	case provider.MissingHidden, provider.MissingAlwaysHidden:
		return fmt.Sprintf(" %s returns the same answer for a repository that does not exist.", p.Title)
	}
	return ""
}

// aboutPath is a hint about the form of the repository's name, with a leading space.
func aboutPath(k *pull.Case) string {
	p := provider.Of(k.Image.Registry)
	if p.Path == nil {
		return ""
	}
	if hint := p.Path(k.Image.Repository); hint != "" {
		return " " + hint
	}
	return ""
}
