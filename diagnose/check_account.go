package diagnose

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// The checks of this file ask how a secret would get to the pod.

var attachedAfterStart = &Check{
	Name:  CheckAttachedAfterStart,
	Short: "attached too late",
	Title: "The service account was given the secret after the pod was made",
	Doc: `A service account hands its pull secrets to a pod once: when the pod is made, and only if the pod names
none itself. Nobody looks at the account again. A pod that was there before goes on without, for ever.
See it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing, the same for
the service account shows the secret.
Mend it: make the pod anew. A controller does that when the pod is deleted.`,
	Run: func(k *Case) []Finding {
		names := k.handedOnlyNow()
		if len(names) == 0 || k.ownList() {
			return nil
		}
		o := k.Account.Object()
		detail := fmt.Sprintf("Service account %s now hands out %s, and pod %s was made without. A pod gets the account's secrets only when it is made.",
			k.Account.Name, nameList(names), k.Pod.Name)
		f := newFinding(CheckAttachedAfterStart, LinkAccount, Certain, &o, detail)
		f.cures = k.anyServes(names)
		return []Finding{f}
	},
}

var serviceAccountIgnored = &Check{
	Name:  CheckServiceAccountIgnored,
	Short: "account's list ignored",
	Title: "The pod has a list of its own, so the service account's is not used",
	Doc: `The two lists are not merged: a service account's pull secrets are copied into a pod only when the pod's own
imagePullSecrets is empty. One name there, even an empty one, switches the account's list off.
See it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}', and the same for the
service account.
Mend it: add the account's secret to the pod template's list, or take the template's list away.`,
	Run: func(k *Case) []Finding {
		names := k.handedOnlyNow()
		if len(names) == 0 || !k.ownList() || !k.anyServes(names) {
			return nil
		}
		o := k.Account.Object()
		f := newFinding(CheckServiceAccountIgnored, LinkAccount, Certain, &o,
			fmt.Sprintf("%s names pull secrets of its own (%s), so those of service account %s (%s) are not used. One of them has a login for %s.",
				k.origin(&Ref{From: fromPod}), nameList(k.Pod.PullSecrets), k.Account.Name, nameList(names), k.Image.Registry))
		f.cures = true
		return []Finding{f}
	},
}

var secretNotAttached = &Check{
	Name:  CheckSecretNotAttached,
	Short: "secret attached nowhere",
	Title: "A fitting secret is there, and nobody names it",
	Doc: `A Secret of this namespace has a login for the image. It is used only if the pod names it in
imagePullSecrets, or if its service account does at the moment the pod is made. Standing in the same
namespace is not enough. (Rancher before 2.6 added the reference for workloads made in its own screens;
kubectl never does.)
See it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' does not name it.
Mend it: name it in the workload's pod template, or in the service account for all its new pods.`,
	Run: func(k *Case) []Finding {
		for i := range k.Refs { // a broken reference is the nearer cause
			if k.Refs[i].State != PullSecretState(keyring.OK) {
				return nil
			}
		}
		if k.served() || len(k.handedOnlyNow()) > 0 || !k.refused() && !k.Pod.Template {
			return nil
		}
		local, _ := k.candidates()
		if len(local) == 0 {
			return nil
		}
		s := local[0].secret
		o := s.Object()
		f := newFinding(CheckSecretNotAttached, LinkPod, Certain, &o,
			fmt.Sprintf("Secret %s has a login for %s (%q). Neither %s nor service account %s names it, so the node does not use it.",
				s.Name, k.Image.Registry, keyring.ShowKey(local[0].entry.Key), k.origin(&Ref{From: fromPod}), k.Pod.accountName()))
		f.cures = true
		f.uncertainIf(local[0].expired)
		if k.Pod.Template {
			f.Severity = SeverityWarning
		}
		return []Finding{f}
	},
}

var noCredentials = &Check{
	Name:  CheckNoCredentials,
	Short: "no login at all",
	Title: "Nobody gave the pod a login for this registry",
	Doc: `The registry wants a login. The pod names no pull secret, its service account hands out none, and no
Secret of the namespace has a login for it. (A login of the node itself cannot be seen from here.)
See it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing, the same
for the service account.
Mend it: make a pull secret, or copy one from another namespace, and name it in the pod template or the
service account. For images that everybody in the cluster may have, the service account or the nodes' own
identity is enough; where tenants share a cluster, each has its own login, in its own namespaces only.`,
	Run: func(k *Case) []Finding {
		if len(k.Refs) > 0 || len(k.handedOnlyNow()) > 0 || !k.refused() {
			return nil
		}
		if local, _ := k.candidates(); len(local) > 0 {
			return nil
		}
		o := k.ownerObject()
		f := newFinding(CheckNoCredentials, LinkPod, Certain, &o,
			fmt.Sprintf("%s wants a login. Pod %s names no pull secret, service account %s hands out none, and no Secret in namespace %s has a login for it.",
				k.Image.Registry, k.Pod.Name, k.Pod.accountName(), k.Pod.Namespace))
		f.uncertainIf(!k.index.listed(k.Pod.Namespace) || k.Account == nil)
		return []Finding{f}
	},
}

var misplaced = &Check{
	Name:  CheckMisplacedPullSecrets,
	Short: "pull secrets misplaced",
	Title: "imagePullSecrets stands where Kubernetes does not read it",
	Doc: `imagePullSecrets belongs to the pod's spec, beside containers, and is a list of objects with a name:
imagePullSecrets: [{name: regcred}]. Under a container, in metadata, beside a Deployment's template, or as
a list of plain texts it is dropped or refused.
See it: kubectl -n NAMESPACE get pod POD -o jsonpath='{.spec.imagePullSecrets}' shows nothing.
Mend it: move it to spec.template.spec (spec of a bare pod).`,
	Run: func(k *Case) []Finding {
		var out []Finding
		for _, m := range k.index.snap.Misplaced {
			if m.Object.Namespace != k.Pod.Namespace || m.Object != k.Pod.Object() && m.Object != k.ownerObject() {
				continue
			}
			o := m.Object
			where := m.Path
			if m.File != "" {
				where = fmt.Sprintf("%s (%s:%d)", m.Path, m.File, m.Line)
			}
			said := "%s has imagePullSecrets at %s, where Kubernetes does not read it. It belongs to the pod's spec, beside containers."
			if m.Path == pullSecretsPath(o.Kind) {
				said = "%s has imagePullSecrets at %s, which is the right place, but not in the right form: it is a list, and each secret in it stands as \"- name: NAME\"."
			}
			f := newFinding(CheckMisplacedPullSecrets, LinkPod, Certain, &o, fmt.Sprintf(said, o, where))
			f.cures = k.anyServes(m.Names)
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

func nameList(names []string) string {
	quoted := make([]string, 0, len(names))
	for _, n := range names {
		quoted = append(quoted, fmt.Sprintf("%q", n))
	}
	if len(quoted) > 4 {
		quoted = append(quoted[:4], fmt.Sprintf("%d more", len(names)-4))
	}
	return strings.Join(quoted, ", ")
}
