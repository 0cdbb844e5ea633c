package manager

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// controllerRules: operators that create secrets from other objects.
var controllerRules = []rule{
	{
		mark: mark{owner: "ExternalSecret", group: "external-secrets.io"}, Who: "External Secrets", Revert: RevertSoon,
		When: "at its next refresh", Source: "Change the value in the store that the ExternalSecret reads (a vault, a cloud's secret manager), then refresh it.",
		do: []string{
			"kubectl -n {namespace} describe externalsecret {owner}",
			`kubectl -n {namespace} annotate externalsecret {owner} external-secrets.io/force-sync="$(date +%s)" --overwrite`,
		},
	},
	{
		mark: mark{label: "reconcile.external-secrets.io/managed", value: "true"}, Who: "External Secrets", Revert: RevertSoon,
		When: "at its next refresh", Source: "Change the value in the store that the ExternalSecret reads (a vault, a cloud's secret manager), then refresh it.",
		do: []string{"kubectl -n {namespace} get externalsecrets"},
	},
	{
		mark: mark{owner: "SealedSecret", group: "bitnami.com"}, Who: "Sealed Secrets", Revert: RevertSoon,
		When: "when its controller next reconciles it", Source: "Seal the new credentials and replace the SealedSecret at its source.",
		do: sealAgain,
	},
	{
		mark: mark{annotation: "sealedsecrets.bitnami.com/managed"}, Who: "Sealed Secrets", Revert: RevertSoon,
		When: "when its controller next reconciles it", Source: "Seal the new credentials and replace the SealedSecret at its source.",
		do: sealAgain,
	},
	{
		mark: mark{annotation: "sealedsecrets.bitnami.com/skip-set-owner-references"}, Who: "Sealed Secrets", Revert: RevertSoon,
		When: "when its controller next reconciles it", Source: "Seal the new credentials and replace the SealedSecret at its source.",
		do: sealAgain,
	},
	{
		mark: mark{owner: "VaultStaticSecret", group: "secrets.hashicorp.com"}, Who: "the Vault Secrets Operator", Revert: RevertSoon,
		When: "at its next refresh", Source: "Change the value in Vault.",
		do: []string{"kubectl -n {namespace} describe vaultstaticsecret {owner}"},
	},
	{
		mark: mark{owner: "VaultDynamicSecret", group: "secrets.hashicorp.com"}, Who: "the Vault Secrets Operator", Revert: RevertSoon,
		When: "at its next refresh", Source: "Change the role in Vault that generates it.",
		do: []string{"kubectl -n {namespace} describe vaultdynamicsecret {owner}"},
	},
	{
		mark: mark{label: "secrets-store.csi.k8s.io/managed", value: "true"}, Who: "the Secrets Store CSI driver", Revert: RevertSoon,
		When: "when a pod mounts it, or at its next rotation", Source: "Change the value in the store that the SecretProviderClass refers to.",
		do: []string{"kubectl -n {namespace} get secretproviderclasses"},
	},
	{
		mark: mark{owner: "OnePasswordItem", group: "onepassword.com"}, Who: "1Password", Revert: RevertSoon,
		When: "at its next poll", Source: "Change the item in 1Password.",
		do: []string{"kubectl -n {namespace} describe onepassworditem {owner}"},
	},
	{
		mark: mark{owner: "InfisicalSecret"}, Who: "Infisical", Revert: RevertSoon,
		When: "at its next refresh", Source: "Change the value in Infisical.",
		do: []string{"kubectl -n {namespace} describe infisicalsecret {owner}"},
	},
}

// sealAgain creates a SealedSecret; the credentials go from the shell through
// kubectl to kubeseal, and into no file.
var sealAgain = []string{
	"read -rp 'Registry: ' REGISTRY",
	shell.AskUser,
	shell.AskPassword,
	`printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY" "$(printf '%s:%s' "$USERNAME" "$PASSWORD" | base64 | tr -d '\n')" | kubectl -n {namespace} create secret generic {name} --type=kubernetes.io/dockerconfigjson --from-file=.dockerconfigjson=/dev/stdin --dry-run=client -o yaml | kubeseal --format=yaml > sealed.yaml`,
}

// openshiftRules: OpenShift creates credentials for its own registry for every
// service account and renews them.
var openshiftRules = []rule{
	{
		mark: mark{annotation: "openshift.io/internal-registry-auth-token.service-account"}, Who: "OpenShift", Revert: RevertAtOnce,
		When: "at once", Source: openshiftSource,
	},
	{
		mark: mark{annotation: "openshift.io/token-secret.name", kind: "Secret"}, Who: "OpenShift", Revert: RevertAtOnce,
		When: "at once", Source: openshiftSource,
	},
	{
		mark: mark{name: "pull-secret", kind: "Secret"}, except: func(m *diagnose.Meta) bool { return m.Namespace != "openshift-config" },
		Who: "OpenShift (the pull secret of the whole cluster)", Revert: RevertNever,
		Source: "This secret is written to every node, and the nodes may restart. Add your credentials to it and keep the other entries.",
		do: []string{
			"umask 077",
			"oc extract secret/pull-secret -n openshift-config --keys=.dockerconfigjson --to=- > pull-secret.json",
			"# add your credentials to pull-secret.json",
			"oc set data secret/pull-secret -n openshift-config --from-file=.dockerconfigjson=pull-secret.json",
		},
	},
}

const openshiftSource = "These are the service account's own credentials for OpenShift's registry; OpenShift renews them. Give the service account the role system:image-puller in the project that holds the image (oc policy add-role-to-user)."
