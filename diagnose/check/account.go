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

// The checks of this file ask how a secret would get to the pod.

var attachedAfterStart = &Check{
	Name:  diagnose.CheckAttachedAfterStart,
	Short: "attached too late",
	Title: "The service account was given the secret after the pod was made",
	Doc: `A service account hands its pull secrets to a pod once: when the pod is made, and only if the pod names
none itself. Nobody looks at the account again. A pod that was there before goes on without, for ever.
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing, the same for
the service account shows the secret.
Fix it: make the pod anew. A controller does that when the pod is deleted.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		names := k.ProvidedOnlyNow()
		if len(names) == 0 || k.OwnList() {
			return nil
		}
		o := k.Account.Object()
		detail := fmt.Sprintf("Service account %s now hands out %s, and pod %s was made without. A pod gets the account's secrets only when it is made.",
			k.Account.Name, nameList(names), k.Pod.Name)
		f := diagnose.NewFinding(diagnose.CheckAttachedAfterStart, diagnose.LinkAccount, diagnose.Certain, &o, detail)
		f.Cures = k.AnyMatches(names)
		_, perhaps := k.LateServes()
		switch {
		case f.Cures || len(k.Late) == 0:
		case perhaps:
			f.Certainty = diagnose.Possible
			f.Detail += " Whether one of them has credentials for the image cannot be determined: you may not read all of them."
		default: // a new pod would fail in the same way
			f.Severity, f.Harmless = diagnose.SeverityWarning, true
			f.Detail += fmt.Sprintf(" None of them has credentials that match %s, so recreating the pod alone does not help.", k.Image.Registry)
		}
		return []diagnose.Finding{f}
	},
}

var serviceAccountIgnored = &Check{
	Name:  diagnose.CheckServiceAccountIgnored,
	Short: "account's list ignored",
	Title: "The pod has a list of its own, so the service account's is not used",
	Doc: `The two lists are not merged: a service account's pull secrets are copied into a pod only when the pod's own
imagePullSecrets is empty. One name there, even an empty one, switches the account's list off.
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}', and the same for the
service account.
Fix it: add the account's secret to the pod template's list, or take the template's list away.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		names := k.ProvidedOnlyNow()
		if len(names) == 0 || !k.OwnList() || !k.AnyMatches(names) {
			return nil
		}
		o := k.Account.Object()
		f := diagnose.NewFinding(diagnose.CheckServiceAccountIgnored, diagnose.LinkAccount, diagnose.Certain, &o,
			fmt.Sprintf("%s names pull secrets of its own (%s), so those of service account %s (%s) are not used. One of them has a login for %s.",
				origin(k, &pull.Ref{From: pull.FromPod}), nameList(k.Pod.PullSecrets), k.Account.Name, nameList(names), k.Image.Registry))
		f.Cures = true
		return []diagnose.Finding{f}
	},
}

var secretNotAttached = &Check{
	Name:  diagnose.CheckSecretNotAttached,
	Short: "secret attached nowhere",
	Title: "A fitting secret is there, and nobody names it",
	Doc: `A Secret of this namespace has a login for the image. It is used only if the pod names it in
imagePullSecrets, or if its service account does at the moment the pod is made. Standing in the same
namespace is not enough. (Rancher before 2.6 added the reference for workloads made in its own screens;
kubectl never does.)
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' does not name it.
Fix it: name it in the workload's pod template, or in the service account for all its new pods.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		for i := range k.Refs { // a broken reference is the nearer cause
			if k.Refs[i].State != diagnose.PullSecretState(keyring.OK) {
				return nil
			}
		}
		if k.HasCredentials() || laterServes(k) || !k.Refused() && !k.Pod.Template {
			return nil
		}
		local, _ := k.Candidates()
		if len(local) == 0 {
			return nil
		}
		s := local[0].Secret
		o := s.Object()
		f := diagnose.NewFinding(diagnose.CheckSecretNotAttached, diagnose.LinkPod, diagnose.Certain, &o,
			fmt.Sprintf("Secret %s has a login for %s (%q). Neither %s nor service account %s names it, so the node does not use it.",
				s.Name, k.Image.Registry, keyring.ShowKey(local[0].Entry.Key), origin(k, &pull.Ref{From: pull.FromPod}), pull.AccountName(k.Pod)))
		f.Cures = true
		f.UncertainIf(local[0].Expired)
		if k.Pod.Template {
			f.Severity = diagnose.SeverityWarning
		}
		return []diagnose.Finding{f}
	},
}

var noCredentials = &Check{
	Name:  diagnose.CheckNoCredentials,
	Short: "no login at all",
	Title: "Nobody gave the pod a login for this registry",
	Doc: `The registry wants a login. The pod names no pull secret, its service account hands out none, and no
Secret of the namespace has a login for it. (A login of the node itself cannot be seen from here.)
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing, the same
for the service account.
Fix it: make a pull secret, or copy one from another namespace, and name it in the pod template or the
service account. For images that everybody in the cluster may have, the service account or the nodes' own
identity is enough; where tenants share a cluster, each has its own login, in its own namespaces only.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		if len(k.Refs) > 0 && !noneForThis(k) || lateExplains(k) || laterServes(k) || !k.Refused() || builtHere(k) || k.Rewritten.OnNode {
			return nil
		}
		if local, _ := k.Candidates(); len(local) > 0 {
			return nil
		}
		o := k.OwnerObject()
		f := diagnose.NewFinding(diagnose.CheckNoCredentials, diagnose.LinkPod, diagnose.Certain, &o,
			fmt.Sprintf("%s wants a login. Pod %s names no pull secret, service account %s hands out none, and no Secret in namespace %s has a login for it.",
				k.Image.Registry, k.Pod.Name, pull.AccountName(k.Pod), k.Pod.Namespace))
		if len(k.Refs) > 0 {
			f.Detail = fmt.Sprintf("%s requires credentials. None of the pull secrets of pod %s (%s) is for it, and no other Secret in namespace %s has credentials for it.",
				k.Image.Registry, k.Pod.Name, whatFor(k), k.Pod.Namespace)
		} else if len(k.Late) > 0 {
			f.Detail = fmt.Sprintf("%s requires credentials. Pod %s references no pull secret, those that service account %s provides by now have no credentials for it, and no other Secret in namespace %s has.",
				k.Image.Registry, k.Pod.Name, pull.AccountName(k.Pod), k.Pod.Namespace)
		}
		f.Detail += orMissing(k)
		f.UncertainIf(!k.Index.Listed(k.Pod.Namespace) || k.Account == nil)
		return []diagnose.Finding{f}
	},
}

var misplaced = &Check{
	Name:  diagnose.CheckMisplacedPullSecrets,
	Short: "pull secrets misplaced",
	Title: "imagePullSecrets stands where Kubernetes does not read it",
	Doc: `imagePullSecrets belongs to the pod's spec, beside containers, and is a list of objects with a name:
imagePullSecrets: [{name: regcred}]. Under a container, in metadata, beside a Deployment's template, or as
a list of plain texts it is dropped or refused.
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing.
Fix it: move it to spec.template.spec (spec of a bare pod).`,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for _, m := range k.Index.Snap.Misplaced {
			if m.Object.Namespace != k.Pod.Namespace || m.Object != k.Pod.Object() && m.Object != k.OwnerObject() ||
				m.InDoc != 0 && k.Pod.Template && (m.File != k.Pod.File || m.InDoc != k.Pod.Line) { // another document of the same name
				continue
			}
			f := Misplacement(&m)
			f.Cures = k.AnyMatches(m.Names)
			out = append(out, f)
		}
		return out
	},
}

// pullSecretsPath is where a kind of object has its list of pull secrets.
func pullSecretsPath(kind string) string {
	switch kind {
	case "ServiceAccount":
		return "imagePullSecrets"
	case "Pod":
		return "spec.imagePullSecrets"
	case "PodTemplate":
		return "template.spec.imagePullSecrets"
	case "CronJob":
		return "spec.jobTemplate.spec.template.spec.imagePullSecrets"
	}
	return "spec.template.spec.imagePullSecrets"
}

// nameList names the secrets of a list, each once; items without a name are counted, not printed.
func nameList(names []string) string {
	var quoted []string
	empty := 0
	for _, n := range names {
		q := fmt.Sprintf("%q", n)
		switch {
		case n == "":
			empty++
		case !slices.Contains(quoted, q):
			quoted = append(quoted, q)
		}
	}
	if n := len(quoted); n > 4 {
		quoted = append(quoted[:4], fmt.Sprintf("%d more", n-4))
	}
	if empty > 0 {
		quoted = append(quoted, text.Count(empty, "empty item"))
	}
	return strings.Join(quoted, ", ")
}

// laterServes says whether the service account provides, since the pod was created, a secret with
// credentials for the image, or one that cannot be read.
func laterServes(k *pull.Case) bool {
	if k.OwnList() || len(k.Late) == 0 {
		return len(k.ProvidedOnlyNow()) > 0 && (k.Pod.Template || k.AnyMatches(k.ProvidedOnlyNow()))
	}
	yes, perhaps := k.LateServes()
	return yes || perhaps
}

// lateExplains says whether a secret that the service account provides by now has a fault of its own:
// it is missing or cannot be used, or a key in it is nearly right.
func lateExplains(k *pull.Case) bool {
	for i := range k.Late {
		r := &k.Late[i]
		if r.State != diagnose.PullSecretState(keyring.OK) || r.Nearest() >= 0 && pull.IsNear(r.Matches[r.Nearest()]) {
			return true
		}
	}
	return false
}

// whatFor says what each pull secret of the pod is for.
func whatFor(k *pull.Case) string {
	var out []string
	for i := range k.Refs {
		r := &k.Refs[i]
		if name := k.ServesOther(r.Secret); name != "" {
			out = append(out, fmt.Sprintf("%s is for container %s", r.Name, name))
		} else if forOriginal(k, r) {
			out = append(out, fmt.Sprintf("%s is for %s", r.Name, k.Rewritten.Original))
		}
	}
	if out == nil {
		return nameList(k.Pod.PullSecrets)
	}
	return strings.Join(out, ", ")
}
