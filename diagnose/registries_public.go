package diagnose

// publicRegistries are those that everybody can have an account at.
var publicRegistries = []registryKind{
	{
		id: "hub", hosts: []string{"docker.io", "index.docker.io", "registry-1.docker.io"},
		user:    "The user name is your Docker ID, not your e-mail; for an organization's token it is the organization.",
		from:    "Make a token at app.docker.com > Account settings > Personal access tokens.",
		rights:  "The right Public Repo Read-only is enough for public images, Read-only for private ones.",
		lives:   "It lives until the day that you choose, or for ever.",
		lasting: "use a personal access token.",
	},
	{
		id: "ghcr", hosts: []string{"ghcr.io", "docker.pkg.github.com"}, host: lazy(`^containers\.[a-z0-9-]+\.ghe\.com$`),
		user:    "The user name is your GitHub name.",
		from:    "Make a token at github.com > Settings > Developer settings > Personal access tokens (classic). Fine-grained tokens are not taken.",
		rights:  "Tick read:packages and nothing else.",
		lives:   "It lives until the day that you choose, or for ever; ghs_ tokens of GitHub Actions die with their job.",
		lasting: "use a personal access token (classic) with read:packages.",
	},
	{
		id: "gitlab", hosts: []string{"registry.gitlab.com"},
		user:    "The user name of a deploy token is shown with it: gitlab+deploy-token-N.",
		from:    "Make one in the project or group, under Settings > Repository > Deploy tokens.",
		rights:  "Tick read_registry.",
		lives:   "It lives for ever unless you give it a last day; a job's own token (gitlab-ci-token) dies with the job.",
		lasting: "use a deploy token.",
	},
	{
		id: "quay", hosts: []string{"quay.io"},
		user:    "The user name is the robot account's: organization+robot.",
		from:    "Make one at quay.io > your organization > Robot accounts, and copy its token.",
		rights:  "Give it Read on the repository.",
		lives:   "It lives for ever.",
		lasting: "use a robot account.",
	},
	{
		id: "ngc", hosts: []string{"nvcr.io"}, onlyUser: "$oauthtoken",
		user:    "The user name is the word $oauthtoken, with the dollar sign.",
		from:    "Make an API key at ngc.nvidia.com > Setup > Generate API Key.",
		lives:   "It lives as long as you choose when you make it.",
		lasting: "use an API key.",
	},
	{
		id: "redhat", hosts: []string{"registry.redhat.io", "registry.connect.redhat.com"},
		user:    "The user name of a registry service account has a vertical bar: 1234567|name.",
		from:    "Make one at access.redhat.com/terms-based-registry.",
		lives:   "It lives for ever.",
		lasting: "use a registry service account.",
	},
	{
		id: "do", hosts: []string{"registry.digitalocean.com"},
		user:    "User name and password are both the API token.",
		from:    "Make a token at cloud.digitalocean.com > API > Tokens, or let doctl registry kubernetes-manifest make the secret.",
		rights:  "The scope registry:read is enough.",
		lives:   "A login of doctl registry login lives 30 days, a token as long as you choose.",
		lasting: "use an API token.",
	},
}

// hostedRegistries are sold by name or run by their users; the host often
// tells no more than that.
var hostedRegistries = []registryKind{
	{
		id: "jfrog", host: lazy(`^[a-z0-9-]+\.jfrog\.io$|^artifactory\.`),
		user:    "The user name is yours in Artifactory; for an access token the one that the token was made for.",
		from:    "Make an identity token at Artifactory > your profile > Edit profile.",
		rights:  "Read on the repository is enough.",
		lives:   "It lives as long as it was made for.",
		lasting: "use an identity token.",
	},
	{
		id: "harbor", host: lazy(`^harbor\.`),
		user:    "The user name of a robot account is robot$name, or robot$project+name; the $ belongs to it. People who log in by OIDC use their CLI secret.",
		from:    "Make one in the project, under Robot accounts, and copy its secret.",
		rights:  "Give it Pull on the repository.",
		lives:   "It lives 30 days unless you choose otherwise.",
		lasting: "use a robot account that never expires.",
	},
	{
		id: "gitlab", host: lazy(`^registry\.gitlab\.`),
		user:    "The user name of a deploy token is shown with it: gitlab+deploy-token-N.",
		from:    "Make one in the project or group, under Settings > Repository > Deploy tokens.",
		rights:  "Tick read_registry.",
		lives:   "It lives for ever unless you give it a last day.",
		lasting: "use a deploy token.",
	},
	{
		id: "nexus", host: lazy(`^nexus\.`),
		user:   "The user name is yours in Nexus, or the name code of a user token.",
		from:   "Find a user token at Nexus > your profile > User token.",
		rights: "Read and browse on the docker repository are enough. The port in the image belongs to the repository's connector.",
	},
	{
		id: "openshift", host: lazy(`^image-registry\.openshift-image-registry\.svc$|^default-route-openshift-image-registry\.`),
		user:  "OpenShift gives every service account a login for its own registry; a login of yours is seldom needed.",
		from:  "Give the account the right instead: oc policy add-role-to-user system:image-puller system:serviceaccount:NAMESPACE:ACCOUNT -n PROJECT",
		lives: "A token of oc whoami -t lives a day.",
	},
}
