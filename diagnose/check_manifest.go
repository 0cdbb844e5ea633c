package diagnose

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// What this file adds is known only before anything is deployed: what the API
// server will say, and what a controller will make.

// asManifest completes the findings of the checks with what the manifests
// tell beyond them.
func (k *Case) asManifest(found []Finding) []Finding {
	for i := range found {
		k.inFiles(&found[i])
	}
	for i := range k.Refs {
		r := &k.Refs[i]
		switch {
		case r.Planned != nil:
			found = slices.DeleteFunc(found, func(f Finding) bool {
				return f.Check == CheckSecretUnreadable && f.Object != nil && *f.Object == *k.object(r)
			})
			found = append(found, r.planned()...)
		case r.Secret != nil && (r.Secret.Refusal != "" || r.Secret.Aside != ""):
			tellOnce(found, k.object(r), r.Secret)
		}
	}
	return found
}

const noKeyMatches = "No key matches, so the node will pull without a login."

// future is how the checks' words read before anything is deployed.
var future = strings.NewReplacer(
	"No key matches, so the node pulled without a login.", noKeyMatches,
	"The node did not ask any registry.", "The node will not ask any registry.",
	"It does not exist; ", "It does not exist among these manifests; ",
)

// inFiles puts a finding into the words of manifests and of dumps.
func (k *Case) inFiles(f *Finding) {
	if k.index.snap.Source.Kind != SourceFiles {
		return
	}
	switch {
	case f.Check == CheckSecretUnreadable:
		f.Title = "The pull secret is not in the files"
		f.Detail = fmt.Sprintf("%s names the pull secret %q, and the files hold no Secret at all. Whether it exists and what it holds cannot be told from them: dump the Secrets as well (kubectl get pods,secrets,serviceaccounts,events,namespaces -A -o yaml).",
			k.origin(k.ref(f.Object.Name)), f.Object.Name)
	case k.Pod.Template && f.Check == CheckSecretMissing:
		f.Title = "The pull secret is not among the manifests"
	}
	if k.Pod.Template {
		f.Detail = future.Replace(f.Detail)
	}
}

// maker is the object that will make the secret: "SealedSecret regcred".
func (r *Ref) maker() string { return r.Planned.Kind + " " + r.Planned.Name }

// called is the pod as its manifest has it: "Deployment web".
func (k *Case) called() string {
	if k.Pod.Template && k.Pod.Kind != "" {
		return k.Pod.Kind + " " + k.Pod.Name
	}
	return "Pod " + k.Pod.Name
}

// unproven says whether manifests leave room for a pull that works though a
// secret is of no use: another one has a login, or may have.
func (k *Case) unproven(f *Finding) (served, perhaps bool) {
	if k.KeyringErr != nil || f.Object == nil || !slices.Contains(ofNoUse, f.Check) {
		return false, false
	}
	for i := range k.Refs {
		switch r := &k.Refs[i]; {
		case *k.object(r) == *f.Object && r.Secret != nil && r.Secret.Refusal != "":
			return false, false // it cannot even be deployed
		case r.State == StateMissing, r.State == StateUnreadable && r.Planned == nil || r.Planned != nil && *k.object(r) != *f.Object && r.Planned.Object() != *f.Object:
			perhaps = true
		}
	}
	return k.stage() == stageSent, perhaps
}

// ofNoUse are the checks whose secret gives no login for the image, and does no
// harm beyond that.
var ofNoUse = []CheckName{CheckWrongType, CheckWrongDataKey, CheckWrongConfigShape, CheckDoubleBase64, CheckHostMismatch}

// ofContent are the checks whose findings the API server's answer belongs to.
var ofContent = []CheckName{CheckWrongDataKey, CheckUndecodableBase64, CheckDoubleBase64, CheckUnparseableConfig, CheckWrongConfigShape, CheckAuthMalformed, CheckPlaceholderLeft}

// tellOnce adds the API server's words to the findings about a secret's content.
func tellOnce(found []Finding, o *Object, s *Secret) {
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
func (r *Ref) planned() []Finding {
	p := r.Planned
	o := p.Object()
	about := func(check CheckName, detail string) []Finding {
		f := newFinding(check, LinkSecret, Certain, &o, detail)
		f.Title = CheckNamed(check).Title
		return []Finding{f}
	}
	key := wantedKey(p.Type)
	switch {
	case p.Type == "": // it goes into a Secret that is there already
		return nil
	case p.Type != keyring.TypeDockerConfigJSON && p.Type != keyring.TypeDockercfg:
		return about(CheckWrongType, fmt.Sprintf("%s %s will make Secret %s of type %s, which the node skips without a word. %s has to be kubernetes.io/dockerconfigjson.",
			p.Kind, p.Name, p.Makes, p.Type, p.Field))
	case !p.Open && !slices.Contains(p.Keys, key):
		has := "none"
		if len(p.Keys) > 0 {
			var keys []string
			for _, name := range p.Keys {
				keys = append(keys, fmt.Sprintf("%q", name))
			}
			has = joinAnd(keys)
		}
		return about(CheckWrongDataKey, fmt.Sprintf("%s %s will make Secret %s with the data keys %s. Its type needs %q. The API server would refuse it: The Secret %q is invalid: data[%s]: Required value",
			p.Kind, p.Name, p.Makes, has, key, p.Makes, key))
	}
	return nil
}
