package provider

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/shell"
)

// ACR is Azure's registry.
const ACR Name = "acr"

// acrNobody is the user name for tokens of Microsoft Entra.
const acrNobody = "00000000-0000-0000-0000-000000000000"

var _ = register(Provider{
	Name:    ACR,
	Title:   "Azure Container Registry",
	Example: "acme.azurecr.io",
	Short:   "ACR {name}",
	Hosts: []Pattern{
		"{name}.azurecr.io", "{name}.azurecr.cn", "{name}.azurecr.us", "{name}.azurecr.de",
		"{name}.{region}.geo.azurecr.io",
	},
	Layers: []Pattern{
		"{name}.{region}.data.azurecr.io", "{name}.{region}.data.azurecr.cn", "{name}.{region}.data.azurecr.us",
		"{any}.blob.core.windows.net", "{any}.blob.core.usgovcloudapi.net", "{any}.blob.core.chinacloudapi.cn",
		"{any}.{any}.blob.storage.azure.net",
	},
	Missing: MissingHidden,
	Node: &Identity{
		Cloud: "azure://", Service: "AKS", Who: "the cluster's kubelet identity",
		Right:       "the role AcrPull on the registry",
		BuiltInGone: 30, Plugin: "acr-credential-provider",
		Grant: func(n Names) []string {
			return shell.Lines(shell.Words{"cluster": or(shell.Cloud, n.Cluster, "CLUSTER"), "group": or(shell.Cloud, n.Group, "GROUP"), "registry": or(shell.Cloud, acrName(n.Registry), "REGISTRY")},
				"az aks update -n {cluster} -g {group} --attach-acr {registry}")
		},
	},
	Kinds: []Kind{
		{User: acrNobody, Empty: true, Is: "The user name that az acr login writes",
			Unusable: "These are the credentials that az acr login leaves behind: the token is in identitytoken, which nodes ignore."},
		{User: acrNobody, Is: "A token of az acr login", Lives: 3 * hour},
	},
	Form: Form{
		User:     "The user name is the name of a repository-scoped token, or the application ID of a service principal.",
		Source:   "Create a token: az acr token create -n TOKEN -r REGISTRY --scope-map _repositories_pull",
		Right:    "A service principal needs the role AcrPull.",
		Lifetime: "A token is valid for as long as you choose, the secret of a service principal for a year, a token of az acr login for 3 hours.",
		Refresh:  "az acr login -n {name} --expose-token --output tsv --query accessToken",
		Lasting:  "use a repository-scoped token or a service principal.",
		Link:     "https://learn.microsoft.com/azure/container-registry/container-registry-authentication",
	},
})

// acrName is the name of the resource. A host that belongs to a domain name label scope has a hyphen
// and a hash after it; names themselves have no hyphen.
func acrName(registry string) string {
	name, _, _ := strings.Cut(PartsOf(registry).Name, "-")
	return name
}
