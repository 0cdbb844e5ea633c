package diagnose

import "strings"

// mark is one sign of an owner on an object's metadata.
type mark struct {
	label, annotation string // key; one of the two
	value             string // prefix of the value, "" for any
	owner             string // kind of an ownerReference
	who               string
	undone            bool // an edit of the object would be undone soon
}

// marks are the owners of pull secrets that are known, surest first. Each is
// that project's own label, annotation or owner kind.
var marks = []mark{
	{annotation: "management.cattle.io/project-scoped-secret-copy", who: "Rancher (a project's secret)", undone: true},
	{annotation: "secret.user.cattle.io/secret", who: "Rancher (a project's registry credential)", undone: true},
	{label: "management.cattle.io/rancher-managed-pull-secret", who: "Rancher (its global pull secret)", undone: true},
	{label: "reconcile.external-secrets.io/managed", who: "External Secrets", undone: true},
	{owner: "ExternalSecret", who: "External Secrets", undone: true},
	{owner: "SealedSecret", who: "Sealed Secrets", undone: true},
	{annotation: "sealedsecrets.bitnami.com/managed", who: "Sealed Secrets", undone: true},
	{annotation: "reflector.v1.k8s.emberstack.com/reflects", who: "reflector", undone: true},
	{annotation: "replicator.v1.mittwald.de/replicated-from-version", who: "kubernetes-replicator", undone: true},
	{annotation: "app.kubernetes.io/managed-by", value: "imagepullsecret-patcher", who: "imagepullsecret-patcher", undone: true},
	{owner: "ClusterPullSecret", who: "registry-creds", undone: false},
	{annotation: "clustersecret.io/created-by", who: "ClusterSecret", undone: true},
	{label: "generate.kyverno.io/policy-name", who: "a Kyverno policy", undone: true},
	{label: "hnc.x-k8s.io/inherited-from", who: "the Hierarchical Namespace Controller", undone: true},
	{annotation: "openshift.io/internal-registry-auth-token.service-account", who: "OpenShift", undone: true},
	{annotation: "openshift.io/token-secret.name", who: "OpenShift", undone: true},
	{label: "secrets-store.csi.k8s.io/managed", who: "the Secrets Store CSI driver", undone: true},
	{annotation: "argocd.argoproj.io/tracking-id", who: "Argo CD", undone: true},
	{label: "argocd.argoproj.io/instance", who: "Argo CD", undone: true},
	{label: "kustomize.toolkit.fluxcd.io/name", who: "Flux", undone: true},
	{label: "helm.toolkit.fluxcd.io/name", who: "Flux", undone: true},
	{annotation: "objectset.rio.cattle.io/id", who: "Rancher Fleet", undone: true},
	{annotation: "meta.helm.sh/release-name", who: "Helm", undone: false},
}

// keeper names who looks after an object, and whether an edit would be undone
// by it soon. Helm, for one, changes things only at the next upgrade.
func keeper(m *Meta) (who string, undone bool) {
	for _, k := range marks {
		switch {
		case k.label != "":
			if v, ok := m.Labels[k.label]; ok && strings.HasPrefix(v, k.value) {
				return k.who, k.undone
			}
		case k.annotation != "":
			if v, ok := m.Annotations[k.annotation]; ok && strings.HasPrefix(v, k.value) {
				return k.who, k.undone
			}
		default:
			for _, o := range m.Owners {
				if o.Kind == k.owner {
					return k.who, k.undone
				}
			}
		}
	}
	if o, ok := m.Controller(); ok {
		return o.Kind + " " + o.Name, true
	}
	return "", false
}
