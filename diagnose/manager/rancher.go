package manager

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Marks that Rancher sets on secrets and namespaces (rancher/rancher,
// pkg/controllers and pkg/namespace, 2.0 to 2.15).
const (
	RancherCopy    = "management.cattle.io/project-scoped-secret-copy" // 2.12 and later
	RancherOldCopy = "secret.user.cattle.io/secret"                    // 2.0 to 2.11; later together with RancherCopy
	rancherSource  = "management.cattle.io/project-scoped-secret"
	rancherManaged = "management.cattle.io/rancher-managed-pull-secret"
	RancherProject = "field.cattle.io/projectId"
	RancherExclude = "management.cattle.io/project-scoped-secret-ignore-namespaces"
)

// rancherRules: a project's secret has a source in the management cluster and a
// copy in every namespace of the project.
var rancherRules = []rule{
	{
		mark: mark{annotation: RancherCopy, value: "true"}, Who: "Rancher (a project's secret)", Revert: RevertSoon,
		When:   "at the next event of this namespace or of the source",
		Source: "In Rancher, open the cluster, then Storage > Secrets > Project Scoped, and change the secret there. It is stored in the management cluster, and every namespace of the project gets the new copy.",
		do: []string{
			"# with the kubeconfig of Rancher's own (management) cluster; shows the namespace of the source",
			"kubectl get secrets -A -l " + rancherSource + "={project} --field-selector metadata.name={name}",
			"# then, with the namespace shown there",
			"kubectl -n NAMESPACE edit secret {name}",
		},
		vars: projectOfSecret,
	},
	{
		mark: mark{annotation: RancherOldCopy, value: "true"}, Who: "Rancher (a project's registry credential)", Revert: RevertSoon,
		When:   "when the credential is next changed in Rancher",
		Source: "In Rancher, choose the project, then Resources > Secrets > Registry Credentials (before 2.3: Resources > Registries; from 2.6: Legacy > Project > Secrets), and change it there. It is stored in the management cluster, in the namespace of the same name as the project.",
		do: []string{
			"# with the kubeconfig of Rancher's own (management) cluster",
			"kubectl -n {project} edit secret {name}",
		},
		vars: projectOfSecret,
	},
	rancherGlobal(rancherManaged),
	rancherGlobal("management.cattle.io/cattle-cluster-agent-pull-secret"),
	rancherGlobal("management.cattle.io/helm-op-pull-secret"),
	{
		mark: mark{label: rancherSource}, Who: "a person in Rancher (the source of a project's secret)", Revert: RevertNever,
		Source: "This looks like the source, in the management cluster: Rancher copies it to every namespace of the project and overwrites secrets of the same name there.",
		do:     []string{"kubectl get namespaces -l " + RancherProject + "={value}"},
	},
	{
		mark: mark{label: "management.cattle.io/rancher-default-registry-pull-secret"}, Who: "a person in Rancher (the source of its global pull secret)", Revert: RevertNever,
		Source: "This looks like the source, in the management cluster: Rancher copies it to every cluster that it manages.",
	},
}

// rancherGlobal are copies of the pull secrets for Rancher's own images
// (2.15 and later).
func rancherGlobal(label string) rule {
	return rule{
		mark: mark{label: label}, Who: "Rancher (its global pull secret)", Revert: RevertSoon,
		When:   "when Rancher next reconciles it",
		Source: "Change the secrets of the setting system-default-registry-pull-secrets in Rancher's own (management) cluster.",
		do: []string{
			"# with the kubeconfig of Rancher's own (management) cluster",
			"kubectl get settings.management.cattle.io system-default-registry-pull-secrets -o jsonpath='{.value}'",
		},
	}
}

// projectOfSecret fills in {project}: the project's ID without the cluster's.
func projectOfSecret(m *diagnose.Meta, vars map[string]string) bool {
	vars["project"] = ProjectID(m.Annotations[RancherProject])
	if vars["project"] == "" {
		vars["project"] = m.Labels[rancherSource]
	}
	return vars["project"] != ""
}

// ProjectID is the project in "cluster:project"; Rancher ignores any other
// form.
func ProjectID(annotation string) string {
	_, project, ok := strings.Cut(annotation, ":")
	if !ok || strings.Contains(project, ":") {
		return ""
	}
	return project
}
