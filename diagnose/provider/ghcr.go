package provider

// GHCR is GitHub's container registry.
const GHCR Name = "ghcr"

var _ = register(Provider{
	Name:    GHCR,
	Title:   "GitHub Container registry",
	Example: "ghcr.io",
	Hosts:   []Pattern{"ghcr.io", "docker.pkg.github.com", "containers.{name}.ghe.com"},
	Layers:  []Pattern{"pkg-containers.githubusercontent.com", "pkg-containers-az.githubusercontent.com"},

	Missing:       MissingHidden,
	DeniesInvalid: true,
	NoRight:       "expected scopes",
	Says: []Saying{
		{"saml enforcement", "The organization requires SAML single sign-on: the owner of the token has to authorize it for the organization (github.com > Settings > Developer settings > the token > Configure SSO). The token itself is accepted."},
		{"ip allow list", "The organization has an IP allow list, and the address that the node's traffic comes from is not on it."},
	},
	Kinds: []Kind{
		{Password: "ghs_", Is: "A token of a GitHub Actions job", Lives: hour, Ends: "when its job ends", Anywhere: true},
		{Password: "github_pat_", Is: "A fine-grained personal access token of GitHub",
			Unusable: "GitHub Packages does not accept fine-grained tokens; use a personal access token (classic) with read:packages."},
		{Password: "ghp_", Is: "A personal access token (classic) of GitHub"},
		{Password: "gho_", Is: "An OAuth token of GitHub"},
	},
	Form: Form{
		User:     "The user name is your GitHub user name.",
		Source:   "Create a token at github.com > Settings > Developer settings > Personal access tokens (classic). Fine-grained tokens are not accepted.",
		Right:    "Select read:packages and nothing else. If the organization uses SAML single sign-on, authorize the token for it.",
		Lifetime: "It is valid until the date that you choose, or does not expire; ghs_ tokens of GitHub Actions end with their job.",
		Lasting:  "use a personal access token (classic) with read:packages.",
		Link:     "https://github.com/settings/tokens/new?scopes=read:packages",
	},
})
