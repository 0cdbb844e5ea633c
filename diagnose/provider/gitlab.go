package provider

// GitLab is the registry of gitlab.com and of self-managed GitLab.
const GitLab Name = "gitlab"

var _ = register(Provider{
	Name:    GitLab,
	Title:   "GitLab container registry",
	Example: "registry.gitlab.com",
	Hosts:   []Pattern{"registry.gitlab.com"},
	Usual:   []Pattern{"registry.gitlab.{rest}", "gitlab-registry.{rest}", "gitlab.{rest}"},
	Token:   []Pattern{"gitlab.com"},
	Layers:  []Pattern{"cdn.registry.gitlab-static.net", "storage.googleapis.com"},

	Missing:       MissingHidden,
	DeniesInvalid: true,
	Denied:        "GitLab gives this answer to a token without the scope read_registry, to one that has expired or was revoked, and for a project that it may not read.",
	Kinds: []Kind{
		{User: "gitlab-ci-token", Is: "A token of a GitLab CI job", Lives: hour, Ends: "when its job ends", Anywhere: true},
		{Password: "glcbt-", Is: "A token of a GitLab CI job", Lives: hour, Ends: "when its job ends", Anywhere: true},
		{User: "gitlab+deploy-token-*", Is: "A deploy token of GitLab"},
		{Password: "gldt-", Is: "A deploy token of GitLab"},
		{Password: "glpat-", Is: "A personal, project or group access token of GitLab"},
	},
	Form: Form{
		User:     "The user name of a deploy token is shown with it: gitlab+deploy-token-N.",
		Source:   "Create a deploy token in the project or group, at Settings > Repository > Deploy tokens.",
		Right:    "Select read_registry.",
		Lifetime: "It does not expire unless you give it an expiration date; the token of a CI job (gitlab-ci-token) ends with the job.",
		Lasting:  "use a deploy token.",
		Link:     "https://docs.gitlab.com/user/project/deploy_tokens/",
	},
})
