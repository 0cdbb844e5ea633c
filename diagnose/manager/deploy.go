package manager

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// ArgoTracking is the annotation by which Argo CD tracks an object.
const ArgoTracking = "argocd.argoproj.io/tracking-id"

// deployRules: tools that deploy manifests to the cluster. What to change at the
// source depends on the fix.
var deployRules = []rule{
	{
		mark: mark{annotation: ArgoTracking}, except: trackedElsewhere, Who: "Argo CD", Revert: RevertSoon,
		When: "within seconds if self-heal is enabled, otherwise at the next sync", Source: "Change the manifest in git; Argo CD deploys it.",
		do: []string{"argocd app get {app}"},
		vars: func(m *diagnose.Meta, vars map[string]string) bool {
			vars["app"] = argoApp(m)
			return vars["app"] != ""
		},
	},
	{
		mark: mark{label: "argocd.argoproj.io/instance"}, Who: "Argo CD", Revert: RevertSoon,
		When: "within seconds if self-heal is enabled, otherwise at the next sync", Source: "Change the manifest in git; Argo CD deploys it.",
		do: []string{"argocd app get {value}"},
	},
	{
		mark: mark{label: "kustomize.toolkit.fluxcd.io/name"}, Who: "Flux", Revert: RevertSoon,
		When: "at its next reconciliation", Source: "Change the manifest in git; Flux deploys it.",
		do:   []string{"flux -n {fluxnamespace} reconcile kustomization {value} --with-source"},
		vars: fluxNamespace("kustomize.toolkit.fluxcd.io/namespace"),
	},
	{
		mark: mark{label: "helm.toolkit.fluxcd.io/name"}, Who: "Flux", Revert: RevertSoon,
		When: "at the next upgrade of its HelmRelease, or at once if drift correction is enabled", Source: "Change the values of the HelmRelease in git; Flux deploys them.",
		do:   []string{"flux -n {fluxnamespace} reconcile helmrelease {value} --with-source"},
		vars: fluxNamespace("helm.toolkit.fluxcd.io/namespace"),
	},
	{
		mark: mark{annotation: "objectset.rio.cattle.io/id"}, Who: "Rancher Fleet", Revert: RevertSoon,
		When: "at the next deployment, or at once if drift correction is enabled", Source: "Change the manifest in the git repository that Fleet reads.",
		do: []string{"kubectl get gitrepos.fleet.cattle.io -A"},
	},
	{
		mark: mark{annotation: "meta.helm.sh/release-name"}, Who: "Helm", Revert: RevertLater,
		When: "at the next helm upgrade", Source: "Also change the values of the release; most charts have a value imagePullSecrets.",
		do: []string{"helm -n {release} get values {value} -o yaml > values.yaml", "# change values.yaml, then run your helm upgrade with -f values.yaml"},
		vars: func(m *diagnose.Meta, vars map[string]string) bool {
			vars["release"] = m.Annotations["meta.helm.sh/release-namespace"]
			if vars["release"] == "" {
				vars["release"] = m.Namespace
			}
			return true
		},
	},
}

func fluxNamespace(label string) func(*diagnose.Meta, map[string]string) bool {
	return func(m *diagnose.Meta, vars map[string]string) bool {
		vars["fluxnamespace"] = m.Labels[label]
		return vars["fluxnamespace"] != ""
	}
}

// trackedElsewhere reports whether Argo CD's annotation refers to another object:
// controllers and people copy it along with an object.
func trackedElsewhere(m *diagnose.Meta) bool {
	app, id, ok := strings.Cut(m.Annotations[ArgoTracking], ":")
	group, rest, slash := strings.Cut(id, "/")
	kind, object, colon := strings.Cut(rest, ":")
	namespace, name, ok2 := strings.Cut(object, "/")
	if !ok || !slash || !colon || !ok2 || app == "" {
		return true
	}
	version := ""
	if i := strings.IndexByte(m.APIVersion, '/'); i >= 0 {
		version = m.APIVersion[:i]
	}
	return group != version || kind != m.Kind || name != m.Name || namespace != m.Namespace
}

// argoApp is the name of the Application in the tracking annotation.
func argoApp(m *diagnose.Meta) string {
	app, _, _ := strings.Cut(m.Annotations[ArgoTracking], ":")
	if i := strings.LastIndexByte(app, '_'); i >= 0 { // namespace_name, for applications outside of Argo CD's own namespace
		app = app[:i] + "/" + app[i+1:]
	}
	return app
}
