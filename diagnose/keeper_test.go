package diagnose

import (
	"strings"
	"testing"
)

// secretMeta is a secret with marks; keys that begin with "@" are annotations.
func secretMeta(pairs ...string) *Meta {
	m := &Meta{Kind: "Secret", APIVersion: "v1", Namespace: "shop", Name: "regcred", Labels: map[string]string{}, Annotations: map[string]string{}}
	for i := 0; i+1 < len(pairs); i += 2 {
		if k, ok := strings.CutPrefix(pairs[i], "@"); ok {
			m.Annotations[k] = pairs[i+1]
		} else {
			m.Labels[pairs[i]] = pairs[i+1]
		}
	}
	return m
}

func owned(apiVersion, kind, name string) *Meta {
	m := secretMeta()
	m.Owners = []Owner{{APIVersion: apiVersion, Kind: kind, Name: name, Controller: true}}
	return m
}

func managed(name, operation string) *Meta {
	m := secretMeta()
	m.Managers = []Manager{{Name: "kubectl-create", Operation: "Update"}, {Name: name, Operation: operation}}
	return m
}

func TestKeepers(t *testing.T) {
	for name, tc := range map[string]struct {
		meta    *Meta
		who     string // beginning; empty: nobody
		undoes  undoing
		command string // part of the commands; empty: none may be given
	}{
		"Rancher 2.12 on": {secretMeta("@management.cattle.io/project-scoped-secret-copy", "true", "@secret.user.cattle.io/secret", "true", "@field.cattle.io/projectId", "c-m-abc:p-x7k2f"),
			"Rancher (a project's secret)", undoneSoon, "project-scoped-secret=p-x7k2f"},
		"Rancher before":                      {secretMeta("@secret.user.cattle.io/secret", "true", "@field.cattle.io/projectId", "c-abcde:p-vwxyz"), "Rancher (a project's registry credential)", undoneSoon, "kubectl -n p-vwxyz edit secret regcred"},
		"Rancher, project not known":          {secretMeta("@secret.user.cattle.io/secret", "true"), "Rancher", undoneSoon, ""},
		"a project's id alone":                {secretMeta("@field.cattle.io/projectId", "c-abcde:p-vwxyz"), "", 0, ""},
		"Rancher's global pull secret":        {secretMeta("management.cattle.io/rancher-managed-pull-secret", "true"), "Rancher (its global", undoneSoon, "system-default-registry-pull-secrets"},
		"the agent's copy of it":              {secretMeta("management.cattle.io/cattle-cluster-agent-pull-secret", "true"), "Rancher (its global", undoneSoon, "system-default-registry-pull-secrets"},
		"its copy for charts":                 {secretMeta("management.cattle.io/helm-op-pull-secret", "true"), "Rancher (its global", undoneSoon, "system-default-registry-pull-secrets"},
		"its source":                          {secretMeta("management.cattle.io/rancher-default-registry-pull-secret", "true"), "a person in Rancher (the source of its", undoneNever, ""},
		"the source of a project's secret":    {secretMeta("management.cattle.io/project-scoped-secret", "p-x7k2f"), "a person in Rancher (the source of a", undoneNever, "field.cattle.io/projectId=p-x7k2f"},
		"External Secrets":                    {owned("external-secrets.io/v1", "ExternalSecret", "pull"), "External Secrets", undoneSoon, "annotate externalsecret pull external-secrets.io/force-sync"},
		"External Secrets, owner left out":    {secretMeta("reconcile.external-secrets.io/managed", "true"), "External Secrets", undoneSoon, "get externalsecrets"},
		"a foreign ExternalSecret":            {owned("kubernetes-client.io/v1", "ExternalSecret", "pull"), "ExternalSecret pull", undoneSoon, ""},
		"Sealed Secrets":                      {owned("bitnami.com/v1alpha1", "SealedSecret", "regcred"), "Sealed Secrets", undoneSoon, "kubeseal"},
		"reflector":                           {secretMeta("@reflector.v1.k8s.emberstack.com/reflects", "infra/source"), "reflector", undoneSoon, "kubectl -n infra edit secret source"},
		"replicator, pulled":                  {secretMeta("@replicator.v1.mittwald.de/replicate-from", "infra/source", "@replicator.v1.mittwald.de/replicated-from-version", "1"), "kubernetes-replicator", undoneSoon, "kubectl -n infra edit secret source"},
		"replicator, pushed":                  {secretMeta("@replicator.v1.mittwald.de/replicated-from-version", "1"), "kubernetes-replicator", undoneSoon, "metadata.name=regcred"},
		"titansoft":                           {secretMeta("@app.kubernetes.io/managed-by", "imagepullsecret-patcher"), "imagepullsecret-patcher", undoneAtOnce, "imagepullsecret-patcher"},
		"registry-creds":                      {owned("ops.alexellis.io/v1", "ClusterPullSecret", "hub"), "registry-creds", undoneNever, "get clusterpullsecret hub"},
		"minikube's addon":                    {&Meta{Kind: "Secret", Name: "awsecr-cred"}, "registry-creds (minikube", undoneSoon, "minikube addons"},
		"minikube's addon for Google":         {&Meta{Kind: "Secret", Name: "gcr-secret", Managers: []Manager{{Name: "registry-creds", Operation: "Update"}}}, "registry-creds (minikube", undoneSoon, "minikube addons"},
		"minikube's addon for Azure":          {&Meta{Kind: "Secret", Name: "acr-secret"}, "registry-creds (minikube", undoneSoon, "minikube addons"},
		"somebody's gcr-secret":               {&Meta{Kind: "Secret", Name: "gcr-secret", Managers: []Manager{{Name: "kubectl-create", Operation: "Update"}}}, "", 0, ""},
		"a ServiceAccount of the same name":   {&Meta{Kind: "ServiceAccount", Name: "awsecr-cred"}, "", 0, ""},
		"ClusterSecret":                       {secretMeta("@clustersecret.io/created-by", "x"), "ClusterSecret", undoneSoon, "clustersecret"},
		"ClusterSecret, newer":                {secretMeta("app.kubernetes.io/managed-by", "ClusterSecrets"), "ClusterSecret", undoneSoon, "clustersecret"},
		"Kyverno":                             {secretMeta("generate.kyverno.io/policy-name", "sync-pull", "app.kubernetes.io/managed-by", "kyverno"), "a Kyverno policy", undoneSoon, "clusterpolicy sync-pull"},
		"HNC":                                 {secretMeta("hnc.x-k8s.io/inherited-from", "team"), "the Hierarchical", undoneAtOnce, "kubectl -n team edit secret regcred"},
		"DigitalOcean":                        {secretMeta("@digitalocean.com/dosecret-identifier", "reg"), "DigitalOcean", undoneSoon, "doctl"},
		"Argo CD":                             {secretMeta("@argocd.argoproj.io/tracking-id", "web:/Secret:shop/regcred"), "Argo CD", undoneSoon, "argocd app get web"},
		"Argo CD, application elsewhere":      {secretMeta("@argocd.argoproj.io/tracking-id", "team_web:/Secret:shop/regcred"), "Argo CD", undoneSoon, "argocd app get team/web"},
		"Argo CD's mark copied along":         {secretMeta("@argocd.argoproj.io/tracking-id", "web:/Secret:infra/regcred"), "", 0, ""},
		"Argo CD's mark of another kind":      {secretMeta("@argocd.argoproj.io/tracking-id", "web:apps/Deployment:shop/regcred"), "", 0, ""},
		"Argo CD by label":                    {secretMeta("argocd.argoproj.io/instance", "web"), "Argo CD", undoneSoon, "argocd app get web"},
		"Flux":                                {secretMeta("kustomize.toolkit.fluxcd.io/name", "apps", "kustomize.toolkit.fluxcd.io/namespace", "flux-system"), "Flux", undoneSoon, "flux -n flux-system reconcile kustomization apps"},
		"Flux's Helm":                         {secretMeta("helm.toolkit.fluxcd.io/name", "web", "helm.toolkit.fluxcd.io/namespace", "shop", "@meta.helm.sh/release-name", "web"), "Flux", undoneSoon, "helmrelease web"},
		"Fleet":                               {secretMeta("@objectset.rio.cattle.io/id", "x"), "Rancher Fleet", undoneSoon, "gitrepos"},
		"Helm":                                {secretMeta("@meta.helm.sh/release-name", "web", "@meta.helm.sh/release-namespace", "shop"), "Helm", undoneLater, "helm -n shop get values web"},
		"OpenShift":                           {secretMeta("@openshift.io/internal-registry-auth-token.service-account", "default"), "OpenShift", undoneAtOnce, "system:image-puller"},
		"OpenShift before 4.16":               {secretMeta("@openshift.io/token-secret.name", "x"), "OpenShift", undoneAtOnce, "system:image-puller"},
		"OpenShift's global pull secret":      {&Meta{Kind: "Secret", Namespace: "openshift-config", Name: "pull-secret"}, "OpenShift (the pull", undoneNever, "oc set data"},
		"somebody's secret named pull-secret": {&Meta{Kind: "Secret", Namespace: "shop", Name: "pull-secret"}, "", 0, ""},
		"Vault":                               {owned("secrets.hashicorp.com/v1beta1", "VaultStaticSecret", "pull"), "the Vault Secrets Operator", undoneSoon, "vaultstaticsecret pull"},
		"CSI":                                 {secretMeta("secrets-store.csi.k8s.io/managed", "true"), "the Secrets Store CSI", undoneSoon, "secretproviderclasses"},
		"1Password":                           {owned("onepassword.com/v1", "OnePasswordItem", "pull"), "1Password", undoneSoon, "onepassworditem pull"},
		"Infisical":                           {owned("secrets.infisical.com/v1alpha1", "InfisicalSecret", "pull"), "Infisical", undoneSoon, "infisicalsecret pull"},
		"any controller":                      {owned("acme.example/v1", "Widget", "w"), "Widget w", undoneSoon, ""},
		"Terraform":                           {managed("Terraform", "Apply"), "Terraform", undoneLater, ""},
		"kubectl apply":                       {managed("kubectl-client-side-apply", "Update"), "kubectl apply", undoneLater, ""},
		"kubectl apply on the server's side":  {managed("kubectl", "Apply"), "kubectl apply", undoneLater, ""},
		"kubectl edit":                        {managed("kubectl-edit", "Update"), "", 0, ""},
		"an unknown program":                  {managed("acme-sync", "Update"), "acme-sync", undoneLater, ""},
		"nobody":                              {secretMeta(), "", 0, ""},
	} {
		t.Run(name, func(t *testing.T) {
			k, ok := keeperOf(tc.meta)
			if ok != (tc.who != "") || !strings.HasPrefix(k.who, tc.who) || k.undoes != tc.undoes {
				t.Errorf("got %q, %d", k.who, k.undoes)
			}
			if ok && (k.source == "" || k.undoes != undoneNever && k.when == "") {
				t.Errorf("%s: nothing is said about the source, or when", k.who)
			}
			got := strings.Join(k.commands, "\n")
			if !strings.Contains(got, tc.command) || tc.command == "" && got != "" {
				t.Errorf("commands\n%s", got)
			}
			if strings.ContainsAny(strings.NewReplacer("{.value}", "", `{"auths"`, "", `{"%s"`, "", `{"auth"`, "", "}}}", "").Replace(got), "{}") {
				t.Errorf("a placeholder is left:\n%s", got)
			}
		})
	}
}

// Values come from the cluster; a shell must not see more in them than a word.
func TestKeeperCommandsAreQuoted(t *testing.T) {
	k, _ := keeperOf(secretMeta("@reflector.v1.k8s.emberstack.com/reflects", "infra/x; rm -rf ~"))
	if got := strings.Join(k.commands, "\n"); !strings.Contains(got, "'x; rm -rf ~'") {
		t.Errorf("got %s", got)
	}
}
