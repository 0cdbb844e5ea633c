package provider

import "strings"

// OCIR is the registry of Oracle Cloud Infrastructure.
const OCIR Name = "ocir"

var _ = register(Provider{
	Name:      OCIR,
	Title:     "Oracle Cloud Infrastructure Registry",
	Example:   "fra.ocir.io",
	Short:     "OCIR {region}",
	Hosts:     []Pattern{"{region}.ocir.io", "ocir.{region}.oci.oraclecloud.com"},
	Layers:    []Pattern{"objectstorage.{region}.oraclecloud.com", "{any}.objectstorage.{region}.oci.customer-oci.com"},
	Missing:   MissingHidden,
	Anonymous: "Nodes of OKE can pull without a secret if the OKE credential provider is installed on them and a policy allows their dynamic group to read repos.",
	Kinds: []Kind{
		{User: "BEARER_TOKEN", Is: "A bearer token of Oracle Cloud", Lives: hour},
	},
	CheckUser: func(user, _ string) string {
		if !strings.Contains(user, "/") && user != "BEARER_TOKEN" {
			return "Oracle's registry needs <tenancy namespace>/<user>."
		}
		return ""
	},
	Form: Form{
		User:     "The user name is <tenancy namespace>/<user>, or <tenancy namespace>/oracleidentitycloudservice/<user>.",
		Source:   "Create an auth token in Oracle's console > your profile > Auth tokens.",
		Right:    "The user's group needs: allow group G to read repos in tenancy.",
		Lifetime: "An auth token does not expire.",
		Lasting:  "use an auth token.",
		Link:     "https://docs.oracle.com/iaas/Content/Registry/Tasks/registrygettingauthtoken.htm",
	},
})
