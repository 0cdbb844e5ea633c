package provider

// Chainguard is the registry of Chainguard's images.
const Chainguard Name = "chainguard"

var _ = register(Provider{
	Name:    Chainguard,
	Title:   "Chainguard",
	Example: "cgr.dev",
	Hosts:   []Pattern{"cgr.dev"},
	Layers:  []Pattern{"{any}.r2.cloudflarestorage.com"},
	Missing: MissingHidden,
	Form: Form{
		User:     "The user name is the ID of the pull token; the latest tags under cgr.dev/chainguard need no credentials.",
		Source:   "Create a pull token: chainctl auth configure-docker --pull-token",
		Lifetime: "It is valid for 30 days unless you choose otherwise (--ttl).",
		Lasting:  "create a pull token with a longer --ttl.",
		Link:     "https://edu.chainguard.dev/chainguard/chainguard-images/chainguard-registry/authenticating/",
	},
})
