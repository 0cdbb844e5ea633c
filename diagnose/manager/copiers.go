package manager

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// copierRules: programs that copy a secret to many namespaces.
var copierRules = []rule{
	{
		mark: mark{annotation: "reflector.v1.k8s.emberstack.com/reflects"}, Who: "reflector", Revert: RevertSoon,
		When: "when its source next changes", Source: "Change the secret that it mirrors; reflector copies it here.",
		do: []string{"kubectl -n {vnamespace} edit secret {vname}"},
	},
	{
		mark: mark{annotation: "replicator.v1.mittwald.de/replicate-from"}, Who: "kubernetes-replicator", Revert: RevertSoon,
		When: "when its source next changes", Source: "Change the secret that it is copied from.",
		do: []string{"kubectl -n {vnamespace} edit secret {vname}"},
	},
	{
		mark: mark{annotation: "replicator.v1.mittwald.de/replicated-from-version"}, Who: "kubernetes-replicator", Revert: RevertSoon,
		When: "when its source next changes", Source: "Change the secret of this name that has the annotation replicator.v1.mittwald.de/replicate-to.",
		do: []string{"kubectl get secrets -A --field-selector metadata.name={name}"},
	},
	{
		mark: mark{annotation: "app.kubernetes.io/managed-by", value: "imagepullsecret-patcher"}, Who: "imagepullsecret-patcher", Revert: RevertAtOnce,
		When: "within seconds", Source: "Change the credentials in the configuration of imagepullsecret-patcher (CONFIG_DOCKERCONFIGJSON, or the secret that it is mounted from).",
		do: []string{"kubectl get deployments -A | grep imagepullsecret-patcher"},
	},
	{
		mark: mark{owner: "ClusterPullSecret", group: "ops.alexellis.io"}, Who: "registry-creds", Revert: RevertNever,
		Source: "registry-creds creates this copy if it is missing and never changes it. Change the secret that the ClusterPullSecret refers to, then delete the copies; they are recreated.",
		do:     []string{"kubectl get clusterpullsecret {owner} -o yaml"},
	},
	minikubeAddon("awsecr-cred"), minikubeAddon("gcr-secret"), minikubeAddon("dpr-secret"), minikubeAddon("acr-secret"),
	{
		mark: mark{annotation: "clustersecret.io/created-by"}, Who: "ClusterSecret", Revert: RevertSoon,
		When: "when its operator next reconciles it", Source: "Change the ClusterSecret; its operator writes the secret to every namespace.",
		do: []string{"kubectl get clustersecrets -A", "kubectl edit clustersecret {name}"},
	},
	{
		mark: mark{label: "app.kubernetes.io/managed-by", value: "ClusterSecret"}, Who: "ClusterSecret", Revert: RevertSoon,
		When: "when its operator next reconciles it", Source: "Change the ClusterSecret; its operator writes the secret to every namespace.",
		do: []string{"kubectl get clustersecrets -A", "kubectl edit clustersecret {name}"},
	},
	{
		mark: mark{label: "generate.kyverno.io/policy-name"}, Who: "a Kyverno policy", Revert: RevertSoon,
		When: "when Kyverno next reconciles it", Source: "Change the secret that the policy clones, or the data in the policy.",
		do: []string{"kubectl get clusterpolicy {value} -o yaml"},
	},
	{
		mark: mark{label: "app.kubernetes.io/managed-by", value: "kyverno"}, Who: "a Kyverno policy", Revert: RevertSoon,
		When: "when Kyverno next reconciles it", Source: "Change the secret that the policy clones, or the data in the policy.",
		do: []string{"kubectl get clusterpolicies"},
	},
	{
		mark: mark{label: "hnc.x-k8s.io/inherited-from"}, Who: "the Hierarchical Namespace Controller", Revert: RevertAtOnce,
		When: "at once: its webhook refuses edits", Source: "Change the secret in the namespace that it is inherited from.",
		do: []string{"kubectl -n {value} edit secret {name}"},
	},
	{
		mark: mark{annotation: "digitalocean.com/dosecret-identifier"}, Who: "DigitalOcean's registry integration", Revert: RevertSoon,
		When: "when DigitalOcean next copies it", Source: "Recreate the source in kube-system; it is copied to every namespace.",
		do: []string{"doctl registry kubernetes-manifest | kubectl apply -f -"},
	},
}

// minikubeAddon creates secrets with four names and no other sign. People choose
// such names too; their tools leave a field manager.
func minikubeAddon(name string) rule {
	return rule{
		mark: mark{name: name, kind: "Secret"}, except: createdByHand, Who: "registry-creds (minikube's addon)", Revert: RevertSoon,
		When: "within the hour", Source: "Configure the addon again.", do: []string{"minikube addons configure registry-creds"},
	}
}

// createdByHand reports whether one of the object's field managers is a tool that
// people use.
func createdByHand(m *diagnose.Meta) bool {
	return slices.ContainsFunc(m.Managers, func(g diagnose.Manager) bool {
		return hasAnyPrefix(g.Name, passing) || strings.HasPrefix(g.Name, "helm")
	})
}
