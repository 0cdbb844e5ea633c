package diagnose

import (
	"fmt"
)

// The checks of this file ask whether the names in imagePullSecrets lead
// anywhere.

var secretMissing = &Check{
	Name:  CheckSecretMissing,
	Short: "secret not found",
	Title: "The pull secret does not exist",
	Doc: `A pod names its pull secrets in imagePullSecrets, and they must exist in the pod's own namespace.
Kubernetes does not check that when the pod is made. The node leaves a missing secret out, pulls
without it, and the registry refuses. The event FailedToRetrieveImagePullSecret names it, but is no
proof: a pod that runs well can have it too.
See it: kubectl -n NAMESPACE get secret NAME
Mend it: make a secret of exactly that name, or name one that is there. A secret that appears is
found at the node's next try; no pod has to be restarted.`,
	Run: func(k *Case) []Finding {
		return k.eachRef(StateMissing, func(r *Ref) []Finding {
			if k.nearName(r) != nil || len(k.namesakes(r)) > 0 {
				return nil
			}
			f := newFinding(CheckSecretMissing, LinkSecret, Certain, k.object(r),
				fmt.Sprintf("%s names the pull secret %q, and there is no Secret of that name in namespace %s%s.", k.origin(r), r.Name, k.Pod.Namespace, k.nowhere()))
			f.uncertainIf(!k.index.listed(k.Pod.Namespace))
			return []Finding{f}
		})
	},
}

var secretNameTypo = &Check{
	Name:  CheckSecretNameTypo,
	Short: "secret name misspelt",
	Title: "The name of the pull secret is misspelt",
	Doc: `The name in imagePullSecrets agrees with no Secret of the namespace, but nearly with one that has a
login. Names must agree letter by letter.
See it: kubectl -n NAMESPACE get secrets --field-selector type=kubernetes.io/dockerconfigjson
Mend it: correct the name where it stands, in the workload's pod template or in the service account.
The list of a pod that is there cannot be changed, so new pods take its place.`,
	Run: func(k *Case) []Finding {
		return k.eachRef(StateMissing, func(r *Ref) []Finding {
			near := k.nearName(r)
			if near == nil {
				return nil
			}
			f := newFinding(CheckSecretNameTypo, LinkSecret, Certain, k.object(r),
				fmt.Sprintf("%s names the pull secret %q. It does not exist; %q does.", k.origin(r), r.Name, near.Name))
			f.Compare = &Compare{"name asked for", r.Name, "name of the secret", near.Name}
			f.cures = k.wouldServe(near)
			if !f.cures {
				f.Certainty = Likely
			}
			return []Finding{f}
		})
	},
}

var secretInOtherNamespace = &Check{
	Name:  CheckSecretInOtherNamespace,
	Short: "in another namespace",
	Title: "The pull secret is in another namespace",
	Doc: `A Secret of that name exists, in another namespace. A pod can use only the secrets of its own
namespace, whatever rights anybody has. It often comes from a kubectl create without -n, which works
in the namespace of the context.
See it: kubectl get secrets -A --field-selector metadata.name=NAME
Mend it: copy the secret into the pod's namespace. The node finds it at its next try. If the namespaces are
those of two tenants, ask the owner of the login first: nothing is copied before you say yes to the preview.`,
	Run: func(k *Case) []Finding {
		return k.eachRef(StateMissing, func(r *Ref) []Finding {
			same := k.namesakes(r)
			if len(same) == 0 || k.nearName(r) != nil && k.wouldServe(k.nearName(r)) {
				return nil
			}
			f := newFinding(CheckSecretInOtherNamespace, LinkSecret, Certain, k.object(r),
				fmt.Sprintf("%s names the pull secret %q. Namespace %s has none of that name; %s. A pod can use only the secrets of its own namespace.",
					k.origin(r), r.Name, k.Pod.Namespace, namespacesOf(same)))
			f.cures = k.wouldServe(same[0])
			return []Finding{f}
		})
	},
}

var secretUnreadable = &Check{
	Name:  CheckSecretUnreadable,
	Short: "secret not readable",
	Title: "The pull secret may not be looked at",
	Doc: `You have no permission to read the Secret, so nobody can tell from here whether it exists and what is
in it. That is not the same as missing: the node may well read it.
See it: kubectl auth can-i get secrets -n NAMESPACE
Mend it: ask for get on secrets in that namespace (a Role with resources ["secrets"], verbs ["get"]).`,
	Run: func(k *Case) []Finding {
		return k.eachRef(StateUnreadable, func(r *Ref) []Finding {
			return []Finding{newFinding(CheckSecretUnreadable, LinkSecret, Possible, k.object(r),
				fmt.Sprintf("%s names the pull secret %q, and you may not read it (%s). Whether it exists and what it holds cannot be told from here. A Role with get on secrets in namespace %s would show it.",
					k.origin(r), r.Name, r.Why, k.Pod.Namespace))}
		})
	},
}

// eachRef collects findings over the references of one state.
func (k *Case) eachRef(state PullSecretState, f func(*Ref) []Finding) []Finding {
	var out []Finding
	seen := map[string]bool{}
	for i := range k.Refs {
		if r := &k.Refs[i]; r.State == state && !seen[r.Name] {
			seen[r.Name] = true
			out = append(out, f(r)...)
		}
	}
	return out
}

// origin says in words where a reference stands.
func (k *Case) origin(r *Ref) string {
	if r.From == fromAccount {
		return "Service account " + k.Pod.accountName()
	}
	if k.Owner != nil {
		return k.Owner.Kind + " " + k.Owner.Name
	}
	return k.called()
}

// nowhere tells how far the search went.
func (k *Case) nowhere() string {
	if k.index.snap.Source.Kind == SourceFiles {
		return " among these manifests (it may exist in the cluster)"
	}
	if k.index.listed("") {
		return ", nor in any other"
	}
	return ""
}

func namespacesOf(secrets []*Secret) string {
	if len(secrets) == 1 {
		return "it stands in namespace " + secrets[0].Namespace
	}
	return fmt.Sprintf("it stands in namespace %s and %d more", secrets[0].Namespace, len(secrets)-1)
}
