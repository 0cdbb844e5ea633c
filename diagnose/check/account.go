package check

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// The checks in this file ask whether the pod, or its service account, references a pull secret.

var _ = register(Check{
	Name:  diagnose.CheckAttachedAfterStart,
	Short: "attached too late",
	Title: "The service account got the pull secret after the pod was created",
	Doc: `A pod gets the pull secrets of its service account only once: when it is created, and only if its own
imagePullSecrets is empty. The list is not updated later, so a pod that is older than the reference never
gets the secret.
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing; the same
query for the service account shows the secret.
Fix it: recreate the pod. If a controller manages it, deleting the pod is enough.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		names := k.ProvidedOnlyNow()
		if len(names) == 0 || k.OwnList() {
			return nil
		}
		o := k.Account.Object()
		detail := fmt.Sprintf("Service account %s now provides %s, but pod %s was created before that. A pod gets the service account's pull secrets only when it is created.",
			k.Account.Name, nameList(names), k.Pod.Name)
		f := diagnose.NewFinding(diagnose.CheckAttachedAfterStart, diagnose.LinkAccount, diagnose.Certain, &o, detail)
		f.Cures = k.AnyMatches(names)
		_, maybe := k.LateServes()
		switch {
		case f.Cures || len(k.Late) == 0:
		case maybe:
			f.Certainty = diagnose.Possible
			f.Detail += " Whether one of them has credentials for the image cannot be determined: you may not read all of them."
		default: // a new pod would fail the same way
			f.Severity, f.Harmless = diagnose.SeverityWarning, true
			f.Detail += fmt.Sprintf(" None of them has credentials that match %s, so recreating the pod alone does not help.", k.Image.Registry)
		}
		return []diagnose.Finding{f}
	},
})

var _ = register(Check{
	Name:  diagnose.CheckServiceAccountIgnored,
	Short: "service account ignored",
	Title: "The pod has its own imagePullSecrets, so those of the service account are ignored",
	Doc: `The two lists are not merged: a service account's pull secrets are copied into a pod only if the pod's own
imagePullSecrets is empty. A single item there, even one without a name, disables the service account's list.
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}', then the same for the
service account.
Fix it: add the service account's secret to the list in the pod template, or remove the list from the
template.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		names := k.ProvidedOnlyNow()
		if len(names) == 0 || !k.OwnList() || !k.AnyMatches(names) {
			return nil
		}
		o := k.Account.Object()
		f := diagnose.NewFinding(diagnose.CheckServiceAccountIgnored, diagnose.LinkAccount, diagnose.Certain, &o,
			fmt.Sprintf("%s references its own pull secrets (%s), so those of service account %s (%s) are not used. One of them has credentials for %s.",
				origin(k, &pull.Ref{From: pull.FromPod}), nameList(k.Pod.PullSecrets), k.Account.Name, nameList(names), k.Image.Registry))
		f.Cures = true
		return []diagnose.Finding{f}
	},
})

var _ = register(Check{
	Name:  diagnose.CheckSecretNotAttached,
	Short: "secret not referenced",
	Title: "A matching pull secret exists, but nothing references it",
	Doc: `A Secret in this namespace has credentials for the image. It is used only if the pod references it in
imagePullSecrets, or if its service account did when the pod was created. Being in the same namespace is not
enough. (Rancher before 2.6 added the reference to workloads created in its UI; kubectl never does.)
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' does not list it.
Fix it: reference it in the workload's pod template, or in the service account for all new pods that use it.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		for i := range k.Refs { // a broken reference is the nearer cause
			if k.Refs[i].State != diagnose.PullSecretState(keyring.OK) {
				return nil
			}
		}
		if k.HasCredentials() || lateMayMatch(k) || !k.Refused() && !k.ToCome() || k.Pod.OpenAccount || k.Pod.Template && provider.PublishedForAll(k.Image.Registry, k.Image.Repository) {
			return nil
		}
		if f, ok := noLongerAttached(k); ok {
			return []diagnose.Finding{f}
		}
		local, _ := k.Candidates()
		if len(local) == 0 {
			return nil
		}
		s := local[0].Secret
		o := s.Object()
		f := diagnose.NewFinding(diagnose.CheckSecretNotAttached, diagnose.LinkPod, diagnose.Certain, &o,
			fmt.Sprintf("Secret %s has credentials for %s (%q). Neither %s nor service account %s references it, so the node does not use it.",
				s.Name, k.Image.Registry, keyring.ShowKey(local[0].Entry.Key), origin(k, &pull.Ref{From: pull.FromPod}), pull.AccountName(k.Pod)))
		f.Cures = true
		f.UncertainIf(local[0].Expired)
		if k.Pod.Template && (k.Index.Snap.Source.Context == "" || !k.AccountKnown()) {
			f.Severity = diagnose.SeverityWarning
		}
		return []diagnose.Finding{f}
	},
})

var _ = register(Check{
	Name:  diagnose.CheckNoCredentials,
	Short: "no credentials",
	Title: "The pod has no credentials for this registry",
	Doc: `The registry requires credentials. The pod references no pull secret, its service account provides none, and
no Secret in the namespace has credentials for it. (Credentials on the node itself cannot be seen from here.)
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing; neither
does the same query for the service account.
Fix it: create a pull secret, or copy one from another namespace, and reference it in the pod template or the
service account. For images that everyone in the cluster may pull, the service account or the nodes' own
identity is enough; in a cluster with several tenants, give each tenant credentials in its own namespaces only.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		if len(k.Refs) > 0 && !noneForImage(k) || lateExplains(k) || lateMayMatch(k) || !k.Refused() || builtLocally(k) || k.Rewritten.OnNode {
			return nil
		}
		if local, _ := k.Candidates(); len(local) > 0 {
			return nil
		}
		o := k.OwnerObject()
		f := diagnose.NewFinding(diagnose.CheckNoCredentials, diagnose.LinkPod, diagnose.Certain, &o,
			fmt.Sprintf("%s requires credentials. Pod %s references no pull secret, service account %s provides none, and no Secret in namespace %s has credentials for it.",
				asksForCredentials(k), k.Pod.Name, pull.AccountName(k.Pod), k.Pod.Namespace))
		if len(k.Refs) > 0 {
			f.Detail = fmt.Sprintf("%s requires credentials. None of the pull secrets of pod %s (%s) is for it, and no other Secret in namespace %s has credentials for it.",
				asksForCredentials(k), k.Pod.Name, whatFor(k), k.Pod.Namespace)
		} else if len(k.Late) > 0 {
			f.Detail = fmt.Sprintf("%s requires credentials. Pod %s references no pull secret, those that service account %s now provides have no credentials for it, and neither has any other Secret in namespace %s.",
				asksForCredentials(k), k.Pod.Name, pull.AccountName(k.Pod), k.Pod.Namespace)
		}
		f.Detail += orMissing(k)
		f.UncertainIf(!k.Index.Listed(k.Pod.Namespace) || k.Account == nil)
		return []diagnose.Finding{f}
	},
})

var _ = register(Check{
	Name:  diagnose.CheckMisplacedPullSecrets,
	Short: "pull secrets misplaced",
	Title: "imagePullSecrets is in a place where Kubernetes does not read it",
	Doc: `imagePullSecrets belongs in the pod's spec, next to containers, and is a list of objects with a name:
imagePullSecrets: [{name: regcred}]. Under a container, in metadata, next to a Deployment's template, or as a
list of plain strings, it is dropped or rejected.
Check it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing.
Fix it: move it to spec.template.spec (spec of a bare pod).`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		var out []diagnose.Finding
		for _, m := range k.Index.Snap.Misplaced {
			if m.Object.Namespace != k.Pod.Namespace || m.Object != k.Pod.Object() && m.Object != k.OwnerObject() ||
				m.InDoc != 0 && k.Pod.Template && (m.File != k.Pod.File || m.InDoc != k.Pod.Line) { // another document of the same name
				continue
			}
			if k.Pod.Template && m.Part != k.Pod.Part { // another pod of the same object
				continue
			}
			f := Misplacement(&m)
			f.Cures = k.AnyMatches(m.Names)
			out = append(out, f)
		}
		return out
	},
})

// pullSecretsPath is the path of the list of pull secrets in an object of a kind.
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

// nameList lists the names of secrets, each once; items without a name are counted, not printed.
func nameList(names []string) string {
	var quoted []string
	empty, seen := 0, map[string]bool{}
	for _, n := range names {
		switch {
		case n == "":
			empty++
		case !seen[n]:
			seen[n] = true
			if len(seen) <= 4 {
				quoted = append(quoted, fmt.Sprintf("%q", n))
			}
		}
	}
	if n := len(seen); n > 4 {
		quoted = append(quoted, fmt.Sprintf("%d more", n-4))
	}
	if empty > 0 {
		quoted = append(quoted, text.Count(empty, "empty item"))
	}
	return strings.Join(quoted, ", ")
}

// lateMayMatch reports whether the service account provides, since the pod was created, a secret with
// credentials for the image, or one that cannot be read.
func lateMayMatch(k *pull.Case) bool {
	if k.OwnList() || len(k.Late) == 0 {
		return len(k.ProvidedOnlyNow()) > 0 && (k.Pod.Template || k.AnyMatches(k.ProvidedOnlyNow()))
	}
	yes, maybe := k.LateServes()
	return yes || maybe
}

// lateExplains reports whether a secret that the service account now provides has a fault of its own:
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
		} else if matchesOriginal(k, r) {
			out = append(out, fmt.Sprintf("%s is for %s", r.Name, k.Rewritten.Original))
		}
	}
	if out == nil {
		return nameList(k.Pod.PullSecrets)
	}
	return text.Join(out)
}
