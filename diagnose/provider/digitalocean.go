package provider

// DigitalOcean is the registry of DigitalOcean.
const DigitalOcean Name = "do"

var _ = register(Provider{
	Name:    DigitalOcean,
	Title:   "DigitalOcean Container Registry",
	Example: "registry.digitalocean.com",
	Hosts:   []Pattern{"registry.digitalocean.com"},
	Token:   []Pattern{"api.digitalocean.com"},
	Layers:  []Pattern{"{region}.digitaloceanspaces.com", "{any}.{region}.digitaloceanspaces.com"},
	Missing: MissingHidden,
	Kinds: []Kind{
		{Password: "dop_v1_", Is: "An API token of DigitalOcean"},
	},
	Form: Form{
		User:     "User name and password are both the API token.",
		Source:   "Create a token at cloud.digitalocean.com > API > Tokens, or let doctl registry kubernetes-manifest create the secret.",
		Right:    "The scope registry:read is enough.",
		Lifetime: "A token of doctl registry login is valid for 30 days, an API token for as long as you choose.",
		Lasting:  "use an API token.",
		Link:     "https://cloud.digitalocean.com/account/api/tokens",
	},
})
