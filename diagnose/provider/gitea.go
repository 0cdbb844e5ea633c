package provider

// Gitea is the package registry of Gitea and Forgejo.
const Gitea Name = "gitea"

var _ = register(Provider{
	Name:    Gitea,
	Title:   "Gitea or Forgejo",
	Example: "gitea.example.com",
	Hosts:   []Pattern{"codeberg.org", "code.forgejo.org", "gitea.com"},
	Usual:   []Pattern{"gitea.{rest}", "forgejo.{rest}"},
	Missing: MissingHidden,
	Form: Form{
		User:     "The user name is your own. With two-factor authentication the account's password is not accepted.",
		Source:   "Create an access token at Settings > Applications > Manage access tokens.",
		Right:    "Select read:package and nothing else.",
		Lifetime: "It does not expire; the token of an Actions job ends with the job.",
		Lasting:  "use an access token with read:package.",
	},
})
