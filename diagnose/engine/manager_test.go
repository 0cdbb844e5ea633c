package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/manager"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// secretMeta is a secret with marks; keys that begin with "@" are annotations.
func secretMeta(pairs ...string) *diagnose.Meta {
	m := &diagnose.Meta{Kind: "Secret", APIVersion: "v1", Namespace: "shop", Name: "regcred", Labels: map[string]string{}, Annotations: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		if k, ok := strings.CutPrefix(pairs[i], "@"); ok {
			m.Annotations[k] = pairs[i+1]
		} else {
			m.Labels[pairs[i]] = pairs[i+1]
		}
	}
	return m
}

func owned(apiVersion, kind, name string) *diagnose.Meta {
	m := secretMeta()
	m.Owners = []diagnose.Owner{{APIVersion: apiVersion, Kind: kind, Name: name, Controller: true}}
	return m
}

func managed(name, operation string) *diagnose.Meta {
	m := secretMeta()
	m.Managers = []diagnose.Manager{{Name: "kubectl-create", Operation: "Update"}, {Name: name, Operation: operation}}
	return m
}

func TestKeepers(t *testing.T) {
	for name, tc := range map[string]struct {
		meta    *diagnose.Meta
		who     string // prefix; empty: none
		revert  manager.Revert
		command string // part of the commands; empty: none may be given
	}{
		"Rancher 2.12 on": {secretMeta("@management.cattle.io/project-scoped-secret-copy", "true", "@secret.user.cattle.io/secret", "true", "@field.cattle.io/projectId", "c-m-abc:p-x7k2f"),
			"Rancher (a project's secret)", manager.RevertSoon, "project-scoped-secret=p-x7k2f"},
		"Rancher before":                      {secretMeta("@secret.user.cattle.io/secret", "true", "@field.cattle.io/projectId", "c-abcde:p-vwxyz"), "Rancher (a project's registry credential)", manager.RevertSoon, "kubectl -n p-vwxyz edit secret regcred"},
		"Rancher, project not known":          {secretMeta("@secret.user.cattle.io/secret", "true"), "Rancher", manager.RevertSoon, ""},
		"a project's id alone":                {secretMeta("@field.cattle.io/projectId", "c-abcde:p-vwxyz"), "", 0, ""},
		"Rancher's global pull secret":        {secretMeta("management.cattle.io/rancher-managed-pull-secret", "true"), "Rancher (its global", manager.RevertSoon, "system-default-registry-pull-secrets"},
		"the agent's copy of it":              {secretMeta("management.cattle.io/cattle-cluster-agent-pull-secret", "true"), "Rancher (its global", manager.RevertSoon, "system-default-registry-pull-secrets"},
		"its copy for charts":                 {secretMeta("management.cattle.io/helm-op-pull-secret", "true"), "Rancher (its global", manager.RevertSoon, "system-default-registry-pull-secrets"},
		"its source":                          {secretMeta("management.cattle.io/rancher-default-registry-pull-secret", "true"), "a person in Rancher (the source of its", manager.RevertNever, ""},
		"the source of a project's secret":    {secretMeta("management.cattle.io/project-scoped-secret", "p-x7k2f"), "a person in Rancher (the source of a", manager.RevertNever, "field.cattle.io/projectId=p-x7k2f"},
		"External Secrets":                    {owned("external-secrets.io/v1", "ExternalSecret", "pull"), "External Secrets", manager.RevertSoon, "annotate externalsecret pull external-secrets.io/force-sync"},
		"External Secrets, owner left out":    {secretMeta("reconcile.external-secrets.io/managed", "true"), "External Secrets", manager.RevertSoon, "get externalsecrets"},
		"a foreign ExternalSecret":            {owned("kubernetes-client.io/v1", "ExternalSecret", "pull"), "ExternalSecret pull", manager.RevertSoon, ""},
		"Sealed Secrets":                      {owned("bitnami.com/v1alpha1", "SealedSecret", "regcred"), "Sealed Secrets", manager.RevertSoon, "kubeseal"},
		"reflector":                           {secretMeta("@reflector.v1.k8s.emberstack.com/reflects", "infra/source"), "reflector", manager.RevertSoon, "kubectl -n infra edit secret source"},
		"replicator, pulled":                  {secretMeta("@replicator.v1.mittwald.de/replicate-from", "infra/source", "@replicator.v1.mittwald.de/replicated-from-version", "1"), "kubernetes-replicator", manager.RevertSoon, "kubectl -n infra edit secret source"},
		"replicator, pushed":                  {secretMeta("@replicator.v1.mittwald.de/replicated-from-version", "1"), "kubernetes-replicator", manager.RevertSoon, "metadata.name=regcred"},
		"titansoft":                           {secretMeta("@app.kubernetes.io/managed-by", "imagepullsecret-patcher"), "imagepullsecret-patcher", manager.RevertAtOnce, "imagepullsecret-patcher"},
		"registry-creds":                      {owned("ops.alexellis.io/v1", "ClusterPullSecret", "hub"), "registry-creds", manager.RevertNever, "get clusterpullsecret hub"},
		"minikube's addon":                    {&diagnose.Meta{Kind: "Secret", Name: "awsecr-cred"}, "registry-creds (minikube", manager.RevertSoon, "minikube addons"},
		"minikube's addon for Google":         {&diagnose.Meta{Kind: "Secret", Name: "gcr-secret", Managers: []diagnose.Manager{{Name: "registry-creds", Operation: "Update"}}}, "registry-creds (minikube", manager.RevertSoon, "minikube addons"},
		"minikube's addon for Azure":          {&diagnose.Meta{Kind: "Secret", Name: "acr-secret"}, "registry-creds (minikube", manager.RevertSoon, "minikube addons"},
		"somebody's gcr-secret":               {&diagnose.Meta{Kind: "Secret", Name: "gcr-secret", Managers: []diagnose.Manager{{Name: "kubectl-create", Operation: "Update"}}}, "", 0, ""},
		"a ServiceAccount of the same name":   {&diagnose.Meta{Kind: "ServiceAccount", Name: "awsecr-cred"}, "", 0, ""},
		"ClusterSecret":                       {secretMeta("@clustersecret.io/created-by", "x"), "ClusterSecret", manager.RevertSoon, "clustersecret"},
		"ClusterSecret, newer":                {secretMeta("app.kubernetes.io/managed-by", "ClusterSecrets"), "ClusterSecret", manager.RevertSoon, "clustersecret"},
		"Kyverno":                             {secretMeta("generate.kyverno.io/policy-name", "sync-pull", "app.kubernetes.io/managed-by", "kyverno"), "a Kyverno policy", manager.RevertSoon, "clusterpolicy sync-pull"},
		"HNC":                                 {secretMeta("hnc.x-k8s.io/inherited-from", "team"), "the Hierarchical", manager.RevertAtOnce, "kubectl -n team edit secret regcred"},
		"DigitalOcean":                        {secretMeta("@digitalocean.com/dosecret-identifier", "reg"), "DigitalOcean", manager.RevertSoon, "doctl"},
		"Argo CD":                             {secretMeta("@argocd.argoproj.io/tracking-id", "web:/Secret:shop/regcred"), "Argo CD", manager.RevertSoon, "argocd app get web"},
		"Argo CD, application elsewhere":      {secretMeta("@argocd.argoproj.io/tracking-id", "team_web:/Secret:shop/regcred"), "Argo CD", manager.RevertSoon, "argocd app get team/web"},
		"Argo CD's mark copied along":         {secretMeta("@argocd.argoproj.io/tracking-id", "web:/Secret:infra/regcred"), "", 0, ""},
		"Argo CD's mark of another kind":      {secretMeta("@argocd.argoproj.io/tracking-id", "web:apps/Deployment:shop/regcred"), "", 0, ""},
		"Argo CD by label":                    {secretMeta("argocd.argoproj.io/instance", "web"), "Argo CD", manager.RevertSoon, "argocd app get web"},
		"Flux":                                {secretMeta("kustomize.toolkit.fluxcd.io/name", "apps", "kustomize.toolkit.fluxcd.io/namespace", "flux-system"), "Flux", manager.RevertSoon, "flux -n flux-system reconcile kustomization apps"},
		"Flux's Helm":                         {secretMeta("helm.toolkit.fluxcd.io/name", "web", "helm.toolkit.fluxcd.io/namespace", "shop", "@meta.helm.sh/release-name", "web"), "Flux", manager.RevertSoon, "helmrelease web"},
		"Fleet":                               {secretMeta("@objectset.rio.cattle.io/id", "x"), "Rancher Fleet", manager.RevertSoon, "gitrepos"},
		"Helm":                                {secretMeta("@meta.helm.sh/release-name", "web", "@meta.helm.sh/release-namespace", "shop"), "Helm", manager.RevertLater, "helm -n shop get values web"},
		"OpenShift":                           {secretMeta("@openshift.io/internal-registry-auth-token.service-account", "default"), "OpenShift", manager.RevertAtOnce, ""},
		"OpenShift before 4.16":               {secretMeta("@openshift.io/token-secret.name", "x"), "OpenShift", manager.RevertAtOnce, ""},
		"OpenShift's global pull secret":      {&diagnose.Meta{Kind: "Secret", Namespace: "openshift-config", Name: "pull-secret"}, "OpenShift (the pull", manager.RevertNever, "oc set data"},
		"somebody's secret named pull-secret": {&diagnose.Meta{Kind: "Secret", Namespace: "shop", Name: "pull-secret"}, "", 0, ""},
		"Vault":                               {owned("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", "pull"), "the Vault Secrets Operator", manager.RevertSoon, "vaultstaticsecret pull"},
		"CSI":                                 {secretMeta("secrets-store.csi.k8s.io/managed", "true"), "the Secrets Store CSI", manager.RevertSoon, "secretproviderclasses"},
		"1Password":                           {owned("onepassword.com/v1", "OnePasswordItem", "pull"), "1Password", manager.RevertSoon, "onepassworditem pull"},
		"Infisical":                           {owned("secrets.infisical.com/v1alpha1", "InfisicalSecret", "pull"), "Infisical", manager.RevertSoon, "infisicalsecret pull"},
		"any controller":                      {owned("acme.example/v1", "Widget", "w"), "Widget w", manager.RevertSoon, ""},
		"Terraform":                           {managed("Terraform", "Apply"), "Terraform", manager.RevertLater, ""},
		"kubectl apply":                       {managed("kubectl-client-side-apply", "Update"), "kubectl apply", manager.RevertLater, ""},
		"kubectl apply on the server's side":  {managed("kubectl", "Apply"), "kubectl apply", manager.RevertLater, ""},
		"kubectl edit":                        {managed("kubectl-edit", "Update"), "", 0, ""},
		"an unknown program":                  {managed("acme-sync", "Update"), "acme-sync", manager.RevertLater, ""},
		"nobody":                              {secretMeta(), "", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k, ok := manager.Of(tc.meta)
			if ok != (tc.who != "") || !strings.HasPrefix(k.Who, tc.who) || k.Revert != tc.revert {
				t.Errorf("got %q, %d", k.Who, k.Revert)
			}
			if ok && (k.Source == "" || k.Revert != manager.RevertNever && k.When == "") {
				t.Errorf("%s: the source or the time is missing", k.Who)
			}
			got := strings.Join(k.Commands, "\n")
			if !strings.Contains(got, tc.command) || tc.command == "" && got != "" {
				t.Errorf("commands\n%s", got)
			}
			if strings.ContainsAny(strings.NewReplacer("{.value}", "", `{"auths"`, "", `{"%s"`, "", `{"auth"`, "", "}}}", "").Replace(got), "{}") {
				t.Errorf("a placeholder is left:\n%s", got)
			}
		})
	}
}

// Values come from annotations that anyone can write: one that is no name of an object gives no
// command, for kubectl would read it as an option, or as a path.
func TestManagerCommandsHaveNames(t *testing.T) {
	for _, value := range []string{"infra/x; rm -rf ~", "a/--server=https://evil.example", "--all/a", "a/../../nodes", "a/b/c", "a", "/"} {
		k, _ := manager.Of(secretMeta("@reflector.v1.k8s.emberstack.com/reflects", value))
		if len(k.Commands) != 1 || shell.Some(k.Commands) || k.Source == "" {
			t.Errorf("%q: %q", value, k.Commands)
		}
	}
}
