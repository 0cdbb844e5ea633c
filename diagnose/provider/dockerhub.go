package provider

import "strings"

// DockerHub is docker.io.
const DockerHub Name = "hub"

var _ = register(Provider{
	Name:    DockerHub,
	Title:   "Docker Hub",
	Example: "docker.io",
	Hosts:   []Pattern{"docker.io", "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"},
	Token:   []Pattern{"auth.docker.io"},
	Layers: []Pattern{
		"production.cloudflare.docker.com", "production.cloudfront.docker.com",
		"docker-images-prod.r2.cloudflarestorage.com", "docker-images-prod.{any}.r2.cloudflarestorage.com",
		"docker-images-prod.s3.amazonaws.com", "docker-images-prod.s3.{region}.amazonaws.com", "docker-images-prod.s3.dualstack.{region}.amazonaws.com",
		"docker-images-prod-{any}.s3.{region}.amazonaws.com", "docker-images-prod-{any}.s3.dualstack.{region}.amazonaws.com",
		"dseasb33srnrn.cloudfront.net",
	},
	Open:    []Place{{"docker.io", "library", AccessAnonymous}},
	Missing: MissingAlwaysHidden,
	Kinds: []Kind{
		{Password: "dckr_pat_", Is: "A personal access token of Docker Hub"},
		{Password: "dckr_oat_", Is: "An organization access token of Docker Hub"},
	},
	CheckUser: func(user, _ string) string {
		if strings.Contains(user, "@") {
			return "Docker Hub needs the Docker ID, not the e-mail address."
		}
		return ""
	},
	Form: Form{
		User:     "The user name is your Docker ID, not your e-mail address; for an organization access token it is the organization.",
		Source:   "Create a token at app.docker.com > Account settings > Personal access tokens.",
		Right:    "Public Repo Read-only is enough for public images, Read-only for private ones.",
		Lifetime: "It is valid until the date that you choose, or does not expire.",
		Lasting:  "use a personal access token.",
		Link:     "https://app.docker.com/settings/personal-access-tokens",
	},
})
