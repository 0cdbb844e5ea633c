package provider

// Scaleway is the registry of Scaleway.
const Scaleway Name = "scw"

var _ = register(Provider{
	Name:     Scaleway,
	Title:    "Scaleway Container Registry",
	Example:  "rg.fr-par.scw.cloud",
	Hosts:    []Pattern{"rg.{region}.scw.cloud"},
	Token:    []Pattern{"api.scaleway.com"},
	Layers:   []Pattern{"s3.{region}.scw.cloud", "{any}.s3.{region}.scw.cloud"},
	Missing:  MissingHidden,
	Kinds:    []Kind{{User: "nologin", Is: "An API key of Scaleway"}},
	OnlyUser: "nologin",
	Form: Form{
		User:     "Any user name is accepted; Scaleway's own is nologin.",
		Source:   "The password is the secret key of an API key: scw iam api-key create",
		Right:    "It needs ContainerRegistryReadOnly.",
		Lifetime: "It is valid as long as the API key.",
		Lasting:  "use the secret key of an API key.",
		Link:     "https://console.scaleway.com/iam/api-keys",
	},
})
