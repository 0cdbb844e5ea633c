package check

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// The checks in this file ask whether the secrets referenced in imagePullSecrets exist.

var SecretMissing = register(Check{
	Name:  diagnose.CheckSecretMissing,
	Short: "secret not found",
	Title: "The pull secret does not exist",
	Doc: `A pod references its pull secrets in imagePullSecrets, and they must exist in the pod's own namespace.
Kubernetes does not check that when the pod is created. The node skips a missing secret and pulls without it,
and the registry refuses the pull. The event FailedToRetrieveImagePullSecret shows its name, but proves
nothing: a pod that runs well can have it too.
Check it: kubectl -n NAMESPACE get secret NAME
Fix it: create a secret with exactly that name, or reference one that exists. The node finds a new secret at
its next attempt; no pod has to be restarted.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateMissing, func(r *pull.Ref) []diagnose.Finding {
			if k.NearName(r) != nil || len(k.SameName(r)) > 0 {
				return nil
			}
			f := diagnose.NewFinding(diagnose.CheckSecretMissing, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("%s references the pull secret %q, but there is no Secret with that name in namespace %s%s.", origin(k, r), r.Name, k.Pod.Namespace, searchScope(k, r)))
			if other := k.OtherKind(r); other != nil {
				f.Detail = fmt.Sprintf("%s references the pull secret %q, but there is no Secret with that name in namespace %s. The one in namespace %s is not a pull secret: its type is %s.",
					origin(k, r), r.Name, k.Pod.Namespace, other.Namespace, other.Type)
			}
			f.UncertainIf(!k.Index.Listed(k.Pod.Namespace) && !k.Index.Absent(*k.Object(r)))
			if why := pull.NoSecretName(r.Name); why != "" {
				f.Title = "The pull secret reference is not a valid name"
				f.Detail = fmt.Sprintf("%s references the pull secret %q, but no Secret can have that name: %s. Correct the reference.", origin(k, r), r.Name, why)
				f.Certainty = diagnose.Certain
			}
			return []diagnose.Finding{f}
		})
	},
})

var _ = register(Check{
	Name:  diagnose.CheckSecretNameTypo,
	Short: "secret name misspelt",
	Title: "The name of the pull secret is misspelt",
	Doc: `No Secret in the namespace has the name in imagePullSecrets, but one with credentials has nearly the same
name. Names must match letter by letter.
Check it: kubectl -n NAMESPACE get secrets --field-selector type=kubernetes.io/dockerconfigjson
Fix it: correct the name in the workload's pod template or in the service account. The list of an existing pod
is immutable, so new pods replace it.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateMissing, func(r *pull.Ref) []diagnose.Finding {
			near := k.NearName(r)
			if near == nil {
				return nil
			}
			f := diagnose.NewFinding(diagnose.CheckSecretNameTypo, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("%s references the pull secret %q. It does not exist; %q does.", origin(k, r), r.Name, near.Name))
			f.Compare = &diagnose.Compare{HaveLabel: "referenced name", Have: r.Name, WantLabel: "name of the secret", Want: near.Name}
			f.Cures = k.WouldServe(near)
			if !f.Cures {
				f.Certainty = diagnose.Likely
			}
			return []diagnose.Finding{f}
		})
	},
})

var SecretInOtherNamespace = register(Check{
	Name:  diagnose.CheckSecretInOtherNamespace,
	Short: "in another namespace",
	Title: "The pull secret is in another namespace",
	Doc: `A Secret with that name exists, but in another namespace. A pod can use only the secrets of its own namespace,
whatever permissions anyone has. A common cause is kubectl create without -n, which uses the namespace of the
current context.
Check it: kubectl get secrets -A --field-selector metadata.name=NAME
Fix it: copy the secret to the pod's namespace. The node finds it at its next attempt. If the namespaces belong
to different tenants, ask the owner of the credentials first: nothing is copied before you confirm the preview.`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateMissing, func(r *pull.Ref) []diagnose.Finding {
			same := k.SameName(r)
			if len(same) == 0 || k.NearName(r) != nil && k.WouldServe(k.NearName(r)) {
				return nil
			}
			f := diagnose.NewFinding(diagnose.CheckSecretInOtherNamespace, diagnose.LinkSecret, diagnose.Certain, k.Object(r),
				fmt.Sprintf("%s references the pull secret %q. Namespace %s has no Secret with that name; %s. A pod can use only the secrets of its own namespace.",
					origin(k, r), r.Name, k.Pod.Namespace, namespacesOf(same)))
			f.Cures = k.WouldServe(same[0])
			return []diagnose.Finding{f}
		})
	},
})

var SecretUnreadable = register(Check{
	Name:  diagnose.CheckSecretUnreadable,
	Short: "secret not readable",
	Title: "You may not read the pull secret",
	Doc: `You have no permission to read the Secret, so whether it exists and what it contains cannot be determined from
here. It need not be missing: the node can probably read it.
Check it: kubectl auth can-i get secrets -n NAMESPACE
Fix it: ask for get on secrets in that namespace (a Role with resources ["secrets"], verbs ["get"]).`,
	AboutCredentials: true,
	Run: func(k *pull.Case) []diagnose.Finding {
		return eachRef(k, diagnose.StateUnreadable, func(r *pull.Ref) []diagnose.Finding {
			return []diagnose.Finding{diagnose.NewFinding(diagnose.CheckSecretUnreadable, diagnose.LinkSecret, diagnose.Possible, k.Object(r),
				fmt.Sprintf("%s references the pull secret %q, but you may not read it (%s). Whether it exists and what it contains cannot be determined from here. A Role with get on secrets in namespace %s would allow it.",
					origin(k, r), r.Name, r.Why, k.Pod.Namespace))}
		})
	},
})

// eachRef collects the findings for all references in one state.
func eachRef(k *pull.Case, state diagnose.PullSecretState, f func(*pull.Ref) []diagnose.Finding) []diagnose.Finding {
	var out []diagnose.Finding
	seen := map[string]bool{}
	for _, r := range k.AllRefs() {
		if r.State == state && !seen[r.Name] {
			seen[r.Name] = true
			out = append(out, f(r)...)
		}
	}
	return out
}

// origin names the object that contains a reference.
func origin(k *pull.Case, r *pull.Ref) string {
	if r.From == pull.FromAccount {
		return "Service account " + pull.AccountName(k.Pod)
	}
	if k.Owner != nil {
		return k.Owner.Kind + " " + k.Owner.Name
	}
	return PodName(k)
}

// searchScope says where else the secret was not found.
func searchScope(k *pull.Case, r *pull.Ref) string {
	if k.Index.Absent(*k.Object(r)) {
		return ", neither among these manifests nor in cluster " + k.Index.Snap.Source.Context
	}
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
		return "one exists in namespace " + secrets[0].Namespace
	}
	return fmt.Sprintf("it exists in namespace %s and %d more", secrets[0].Namespace, len(secrets)-1)
}
