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

// What this file adds is known only before anything is deployed: what the API
// server will say, and what a controller will make.

// AsManifest completes the findings of the checks with what the manifests
// tell beyond them.
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
			tellOnce(found, k.Object(r), r.Secret)
		}
	}
	return found
}

const NoKeyMatches = "No key matches, so the node will pull without a login."

// future is how the checks' words read before anything is deployed.
var future = strings.NewReplacer(
	"No key matches, so the node pulled without a login.", NoKeyMatches,
	"The node did not ask any registry.", "The node will not ask any registry.",
	"It does not exist; ", "It does not exist among these manifests; ",
)

// inFiles puts a finding into the words of manifests and of dumps.
func inFiles(k *pull.Case, f *diagnose.Finding) {
	if k.Index.Snap.Source.Kind != diagnose.SourceFiles {
		return
	}
	switch {
	case f.Check == diagnose.CheckSecretUnreadable:
		f.Title = "The pull secret is not in the files"
		f.Detail = fmt.Sprintf("%s names the pull secret %q, and the files hold no Secret at all. Whether it exists and what it holds cannot be told from them: dump the Secrets as well (kubectl get pods,secrets,serviceaccounts,events,namespaces -A -o yaml).",
			origin(k, k.Ref(f.Object.Name)), f.Object.Name)
	case k.Pod.Template && f.Check == diagnose.CheckSecretMissing && pull.NoSecretName(f.Object.Name) == "":
		f.Title = "The pull secret is not among the manifests"
	}
	if k.Pod.Template {
		f.Detail = future.Replace(f.Detail)
	}
}

// Maker is the object that will make the secret: "SealedSecret regcred".
func Maker(r *pull.Ref) string { return r.Planned.Kind + " " + r.Planned.Name }

// Called is the pod as its manifest has it: "Deployment web".
func Called(k *pull.Case) string {
	if k.Pod.Template && k.Pod.Kind != "" {
		return k.Pod.Kind + " " + k.Pod.Name
	}
	return "Pod " + k.Pod.Name
}

// Unproven says whether manifests leave room for a pull that works though a
// secret is of no use: another one has a login, or may have.
func Unproven(k *pull.Case, f *diagnose.Finding) (served, perhaps bool) {
	if k.KeyringErr != nil || f.Object == nil || !slices.Contains(ofNoUse, f.Check) {
		return false, false
	}
	for i := range k.Refs {
		switch r := &k.Refs[i]; {
		case *k.Object(r) == *f.Object && r.Secret != nil && r.Secret.Refusal != "":
			return false, false // it cannot even be deployed
		case r.State == diagnose.StateMissing, r.State == diagnose.StateUnreadable && r.Planned == nil || r.Planned != nil && *k.Object(r) != *f.Object && r.Planned.Object() != *f.Object:
			perhaps = true
		}
	}
	return k.Stage() == pull.StageSent, perhaps
}

// ofNoUse are the checks whose secret gives no login for the image, and does no
// harm beyond that.
var ofNoUse = []diagnose.CheckName{diagnose.CheckWrongType, diagnose.CheckWrongDataKey, diagnose.CheckWrongConfigShape, diagnose.CheckDoubleBase64, diagnose.CheckHostMismatch}

// ofContent are the checks whose findings the API server's answer belongs to.
var ofContent = []diagnose.CheckName{diagnose.CheckWrongDataKey, diagnose.CheckUndecodableBase64, diagnose.CheckDoubleBase64, diagnose.CheckUnparseableConfig, diagnose.CheckWrongConfigShape, diagnose.CheckAuthMalformed, diagnose.CheckPlaceholderLeft}

// tellOnce adds the API server's words to the findings about a secret's content.
func tellOnce(found []diagnose.Finding, o *diagnose.Object, s *diagnose.Secret) {
	for i := range found {
		f := &found[i]
		if f.Object == nil || *f.Object != *o || !slices.Contains(ofContent, f.Check) {
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

// planned judges the Secret that a controller will make.
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
	case p.Type == "": // it goes into a Secret that is there already
		return nil
	case p.Type != keyring.TypeDockerConfigJSON && p.Type != keyring.TypeDockercfg:
		return about(diagnose.CheckWrongType, fmt.Sprintf("%s %s will make Secret %s of type %s, which the node skips without a word. %s has to be kubernetes.io/dockerconfigjson.",
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
		return about(diagnose.CheckWrongDataKey, fmt.Sprintf("%s %s will make Secret %s with the data keys %s. Its type needs %q. The API server would refuse it: The Secret %q is invalid: data[%s]: Required value",
			p.Kind, p.Name, p.Makes, has, key, p.Makes, key))
	}
	return nil
}
