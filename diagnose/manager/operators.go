package manager

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// managerRules recognize managers by nothing but their field manager.
var managerRules = []rule{
	byManager("Terraform", "Terraform", RevertLater, "at the next terraform apply", "Also change the Terraform configuration."),
	byManager("HashiCorp", "Terraform", RevertLater, "at the next terraform apply", "Also change the Terraform configuration."),
	byManager("pulumi", "Pulumi", RevertLater, "at the next pulumi up", "Also change the Pulumi program."),
	byManager("vault-secrets-operator", "the Vault Secrets Operator", RevertSoon, "at its next refresh", "Change the value in Vault."),
	byManager("secrets-store-csi-driver", "the Secrets Store CSI driver", RevertSoon, "at its next rotation", "Change the value in the store that the SecretProviderClass refers to."),
	byManager("openshift.io/image-registry-pull-secrets", "OpenShift", RevertSoon, "when OpenShift next reconciles it", openshiftSource).only("Secret"),
	byManager("argocd-controller", "Argo CD", RevertSoon, "within seconds if self-heal is enabled, otherwise at the next sync", "Change the manifest in git; Argo CD deploys it."),
	byManager("kustomize-controller", "Flux", RevertSoon, "at its next reconciliation", "Change the manifest in git; Flux deploys it."),
	byManager("helm-controller", "Flux", RevertSoon, "at the next upgrade of its HelmRelease", "Change the values of the HelmRelease in git; Flux deploys them."),
	byManager("registry-creds", "registry-creds", RevertSoon, "within the hour", "Change the credentials in the configuration of registry-creds."),
	byManager("helm", "Helm", RevertLater, "at the next helm upgrade", "Also change the values of the release."),
	byManager("kubectl-client-side-apply", "kubectl apply", RevertLater, "the next time its manifest is applied, if the manifest differs", "Also change the manifest."),
	byManager("kubectl", "kubectl apply", RevertLater, "the next time its manifest is applied, if the manifest differs", "Also change the manifest.").exactly(),
}

func byManager(prefix, who string, u Revert, when, source string) rule {
	return rule{mark: mark{manager: prefix}, Who: who, Revert: u, When: when, Source: source}
}

func (r rule) only(kind string) rule { r.mark.kind = kind; return r }

// exactly matches the whole name of the manager: "kubectl" is server-side apply;
// kubectl-edit and the like write once.
func (r rule) exactly() rule {
	want := r.mark.manager
	r.except = func(m *diagnose.Meta) bool {
		for _, g := range m.Managers {
			if g.Name == want && g.Operation == "Apply" {
				return false
			}
		}
		return true
	}
	return r
}

// managerNamed is the field manager whose name has the prefix.
func managerNamed(m *diagnose.Meta, prefix string) (diagnose.Manager, bool) {
	for _, g := range m.Managers {
		if strings.HasPrefix(g.Name, prefix) {
			return g, true
		}
	}
	return diagnose.Manager{}, false
}

// passing are prefixes of field managers that write once, or only the status.
var passing = []string{
	"kube-", "kubectl", "kubelet", "pulldoctor", "before-first-apply", "unknown", "Mozilla", "rancher", "dashboard", "k9s", "Lens", "node-fetch", "okhttp", "Go-http-client", "curl",
}

// foreignManager is the newest unknown field manager: it may write again.
func foreignManager(m *diagnose.Meta) (Managed, bool) {
	for i := len(m.Managers) - 1; i >= 0; i-- {
		name := m.Managers[i].Name
		if name == "" || hasAnyPrefix(name, passing) {
			continue
		}
		return Managed{rule: rule{
			Who: name, Revert: RevertLater, When: "when " + name + " next writes it",
			Source: "Its field manager is " + name + "; check whether it writes the object again, and change it there.",
		}}, true
	}
	return Managed{}, false
}

func hasAnyPrefix(s string, list []string) bool {
	for _, p := range list {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}
