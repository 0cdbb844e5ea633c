package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// The checks of this file ask whether the names in imagePullSecrets lead
// anywhere.

var SecretMissing = &Check{
	Name:  diagnose.CheckSecretMissing,
	Short: "secret not found",
	Title: "The pull secret does not exist",
	Doc: `A pod names its pull secrets in imagePullSecrets, and they must exist in the pod's own namespace.
Kubernetes does not check that when the pod is made. The node leaves a missing secret out, pulls
without it, and the registry refuses. The event FailedToRetrieveImagePullSecret names it, but is no
proof: a pod that runs well can have it too.
Check it: kubectl -n NAMESPACE get secret NAME
Fix it: make a secret of exactly that name, or name one that is there. A secret that appears is
found at the node's next try; no pod has to be restarted.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateMissing, func(r *pull.Ref) []diagnose.Finding {
			if k.NearName(r) != nil || len(k.SameName(r)) > 0 {
				return nil
			}
			f := diagnose.NewFinding(diagnose.CheckSecretMissing, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("%s names the pull secret %q, and there is no Secret of that name in namespace %s%s.", origin(k, r), r.Name, k.Pod.Namespace, nowhere(k)))
			f.UncertainIf(!k.Index.Listed(k.Pod.Namespace))
			return []diagnose.Finding{f}
		})
	},
}

var secretNameTypo = &Check{
	Name:  diagnose.CheckSecretNameTypo,
	Short: "secret name misspelt",
	Title: "The name of the pull secret is misspelt",
	Doc: `The name in imagePullSecrets agrees with no Secret of the namespace, but nearly with one that has a
login. Names must agree letter by letter.
Check it: kubectl -n NAMESPACE get secrets --field-selector type=kubernetes.io/dockerconfigjson
Fix it: correct the name where it stands, in the workload's pod template or in the service account.
The list of a pod that is there cannot be changed, so new pods take its place.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateMissing, func(r *pull.Ref) []diagnose.Finding {
			near := k.NearName(r)
			if near == nil {
				return nil
			}
			f := diagnose.NewFinding(diagnose.CheckSecretNameTypo, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("%s names the pull secret %q. It does not exist; %q does.", origin(k, r), r.Name, near.Name))
			f.Compare = &diagnose.Compare{HaveLabel: "name asked for", Have: r.Name, WantLabel: "name of the secret", Want: near.Name}
			f.Cures = k.WouldServe(near)
			if !f.Cures {
				f.Certainty = diagnose.Likely
			}
			return []diagnose.Finding{f}
		})
	},
}

var SecretInOtherNamespace = &Check{
	Name:  diagnose.CheckSecretInOtherNamespace,
	Short: "in another namespace",
	Title: "The pull secret is in another namespace",
	Doc: `A Secret of that name exists, in another namespace. A pod can use only the secrets of its own
namespace, whatever rights anybody has. It often comes from a kubectl create without -n, which works
in the namespace of the context.
Check it: kubectl get secrets -A --field-selector metadata.name=NAME
Fix it: copy the secret into the pod's namespace. The node finds it at its next try. If the namespaces are
those of two tenants, ask the owner of the login first: nothing is copied before you say yes to the preview.`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateMissing, func(r *pull.Ref) []diagnose.Finding {
			same := k.SameName(r)
			if len(same) == 0 || k.NearName(r) != nil && k.WouldServe(k.NearName(r)) {
				return nil
			}
			f := diagnose.NewFinding(diagnose.CheckSecretInOtherNamespace, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("%s names the pull secret %q. Namespace %s has none of that name; %s. A pod can use only the secrets of its own namespace.",
					origin(k, r), r.Name, k.Pod.Namespace, namespacesOf(same)))
			f.Cures = k.WouldServe(same[0])
			return []diagnose.Finding{f}
		})
	},
}

var SecretUnreadable = &Check{
	Name:  diagnose.CheckSecretUnreadable,
	Short: "secret not readable",
	Title: "The pull secret may not be looked at",
	Doc: `You have no permission to read the Secret, so nobody can tell from here whether it exists and what is
in it. That is not the same as missing: the node may well read it.
Check it: kubectl auth can-i get secrets -n NAMESPACE
Fix it: ask for get on secrets in that namespace (a Role with resources ["secrets"], verbs ["get"]).`,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateUnreadable, func(r *pull.Ref) []diagnose.Finding {
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckSecretUnreadable, diagnose.LinkSecret, diagnose.Possible, k.Object(r),
				fmt.Sprintf("%s names the pull secret %q, and you may not read it (%s). Whether it exists and what it holds cannot be told from here. A Role with get on secrets in namespace %s would show it.",
					origin(k, r), r.Name, r.Why, k.Pod.Namespace))}
		})
	},
}

// eachRef collects findings over the references of one state.
func eachRef(k *pull.Case, state diagnose.PullSecretState, f func(*pull.Ref) []diagnose.Finding) []diagnose.Finding {
	var out []diagnose.Finding
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
func origin(k *pull.Case, r *pull.Ref) string {
	if r.From == pull.FromAccount {
		return "Service account " + pull.AccountName(k.Pod)
	}
	if k.Owner != nil {
		return k.Owner.Kind + " " + k.Owner.Name
	}
	return Called(k)
}

// nowhere tells how far the search went.
func nowhere(k *pull.Case) string {
	if k.Index.Snap.Source.Kind == diagnose.SourceFiles {
		return " among these manifests (it may exist in the cluster)"
	}
	if k.Index.Listed("") {
		return ", nor in any other"
	}
	return ""
}

func namespacesOf(secrets []*diagnose.Secret) string {
	if len(secrets) == 1 {
		return "it stands in namespace " + secrets[0].Namespace
	}
	return fmt.Sprintf("it stands in namespace %s and %d more", secrets[0].Namespace, len(secrets)-1)
}
