package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// What is known only before anything is deployed: how the API server will respond, and what a controller
// will create.

// AsManifest completes the findings of the checks with what the manifests show.
func AsManifest(k *pull.Case, found []diagnose.Finding) []diagnose.Finding {
	for i := range found {
		inFiles(k, &found[i])
	}
	for i := range k.Refs {
		r := &k.Refs[i]
		switch {
		case r.Planned != nil:
			found = slices.DeleteFunc(found, func(f diagnose.Finding) bool {
				return f.Check == diagnose.CheckSecretUnreadable && f.Object != nil && *f.Object == *k.Object(r)
			})
			found = append(found, planned(r)...)
		case r.Secret != nil && (r.Secret.Refusal != "" || r.Secret.Aside != ""):
			addRefusal(found, k.Object(r), r.Secret)
		}
	}
	return found
}

// NoKeyMatches ends the detail of a finding about keys of which none matches.
const NoKeyMatches = "No key matches, so the node will pull without credentials."

// future changes the texts of the checks to what they say before anything is deployed.
var future = strings.NewReplacer(
	"No key matches, so the node pulled without credentials.", NoKeyMatches,
	"The node did not ask any registry.", "The node will not ask any registry.",
	"It does not exist; ", "It does not exist among these manifests; ",
)

// inFiles rewords a finding for manifests and dumps.
func inFiles(k *pull.Case, f *diagnose.Finding) {
	if k.Index.Snap.Source.Kind != diagnose.SourceFiles {
		if k.Ahead != nil {
			f.Detail = ahead.Replace(f.Detail)
		}
		return
	}
	switch {
	case f.Check == diagnose.CheckSecretUnreadable && k.Index.Snap.Source.Context != "":
		f.Severity = diagnose.SeverityWarning // the cluster was asked
	case f.Check == diagnose.CheckSecretUnreadable:
		f.Title = "The pull secret is not in the files"
		f.Detail = fmt.Sprintf("%s references the pull secret %q, but the files contain no Secret at all, so they do not show whether it exists and what it contains. Dump the Secrets as well (kubectl get pods,secrets,serviceaccounts,events,namespaces -A -o yaml).",
			origin(k, k.Ref(f.Object.Name)), f.Object.Name)
	case k.Pod.Template && f.Check == diagnose.CheckSecretMissing && pull.NoSecretName(f.Object.Name) == "":
		f.Title = "The pull secret is not among the manifests"
		if k.Index.Absent(*f.Object) {
			f.Title = "The pull secret is neither among the manifests nor in the cluster"
		}
	}
	if k.ToCome() {
		if f.Object != nil && k.Index.Absent(*f.Object) {
			f.Detail = strings.Replace(f.Detail, "It does not exist; ", "It exists neither among these manifests nor in the cluster; ", 1)
		}
		f.Detail = future.Replace(f.Detail)
	}
}

// Maker is the object from which the secret will be created: "SealedSecret regcred".
func Maker(r *pull.Ref) string { return r.Planned.Kind + " " + r.Planned.Name }

// PodName is the pod's name as in its manifest: "Deployment web".
func PodName(k *pull.Case) string {
	if k.Pod.Template && k.Pod.Kind != "" {
		return k.Pod.Kind + " " + k.Pod.Name
	}
	return "Pod " + k.Pod.Name
}

// MayStillPull reports whether the pull can work although the secret of the finding does not help: another
// secret in the manifests has credentials for the image, or may have.
func MayStillPull(k *pull.Case, f *diagnose.Finding) (yes, maybe bool) {
	if k.KeyringErr != nil || f.Object == nil || !slices.Contains(uselessSecretChecks, f.Check) {
		return false, false
	}
	for i := range k.Refs {
		switch r := &k.Refs[i]; {
		case *k.Object(r) == *f.Object && r.Secret != nil && r.Secret.Refusal != "":
			return false, false // it cannot even be deployed
		case r.State == diagnose.StateMissing, r.State == diagnose.StateUnreadable && r.Planned == nil || r.Planned != nil && *k.Object(r) != *f.Object && r.Planned.Object() != *f.Object:
			maybe = true
		}
	}
	return k.Stage() == pull.StageSent, maybe
}

// uselessSecretChecks lists the checks whose secret provides no credentials for the image, but does no other harm.
var uselessSecretChecks = []diagnose.CheckName{diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckWrongConfigShape, diagnose.CheckDoubleBase64, diagnose.CheckHostMismatch}

// secretContentChecks lists the checks to whose findings the API server's error is added.
var secretContentChecks = []diagnose.CheckName{diagnose.CheckWrongDataKey, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64, diagnose.CheckUnparseableConfig, diagnose.CheckWrongConfigShape, diagnose.CheckAuthMalformed, diagnose.CheckPlaceholderLeft}

// addRefusal adds the API server's error to the findings about a secret's content.
func addRefusal(found []diagnose.Finding, o *diagnose.Object, s *diagnose.Secret) {
	for i := range found {
		f := &found[i]
		if f.Object == nil || *f.Object != *o || !slices.Contains(secretContentChecks, f.Check) {
			continue
		}
		if s.Aside != "" {
			f.Detail += " " + s.Aside
		}
		if s.Refusal != "" {
			f.Detail = strings.TrimSuffix(f.Detail, " The API server would refuse it.") + " The API server would refuse it: " + s.Refusal
		}
	}
}

// planned checks the Secret that a controller will create.
func planned(r *pull.Ref) []diagnose.Finding {
	p := r.Planned
	o := p.Object()
	about := func(check diagnose.CheckName, detail string) []diagnose.Finding {
		f := diagnose.NewFinding(check, diagnose.LinkSecret, diagnose.Certain, &o, detail)
		f.Title = Named(check).Title
		return []diagnose.Finding{f}
	}
	key := pull.WantedKey(p.Type)
	switch {
	case p.Type == "": // it is added to a Secret that already exists
		return nil
	case p.Type != keyring.TypeDockerConfigJSON && p.Type != keyring.TypeDockercfg:
		return about(diagnose.CheckWrongType, fmt.Sprintf("%s %s will create Secret %s with type %s, which the node silently ignores. %s has to be kubernetes.io/dockerconfigjson.",
			p.Kind, p.Name, p.Makes, p.Type, p.Field))
	case !p.Open && !slices.Contains(p.Keys, key):
		has := "none"
		if len(p.Keys) > 0 {
			var keys []string
			for _, name := range p.Keys {
				keys = append(keys, fmt.Sprintf("%q", name))
			}
			has = text.JoinAnd(keys)
		}
		return about(diagnose.CheckWrongDataKey, fmt.Sprintf("%s %s will create Secret %s with the data keys %s. Its type requires %q. The API server would refuse it: The Secret %q is invalid: data[%s]: Required value",
			p.Kind, p.Name, p.Makes, has, key, p.Makes, key))
	}
	return nil
}
