package provider

// SUSE are the registries of SUSE and openSUSE, and the one of Rancher's own images.
const SUSE Name = "suse"

var _ = register(Provider{
	Name:    SUSE,
	Title:   "the registry of SUSE",
	Example: "registry.suse.com",
	Hosts:   []Pattern{"registry.suse.com", "registry.opensuse.org", "registry.rancher.com"},
	Open: []Place{
		{"registry.suse.com", "", AccessAnonymous}, {"registry.opensuse.org", "", AccessAnonymous}, {"registry.rancher.com", "", AccessAnonymous},
	},
	Missing: MissingShown,
	Form: Form{
		User:     "Public images need no credentials; for the others it is the user name from the SUSE Customer Center.",
		Source:   "Find the credentials at scc.suse.com, with your subscription.",
		Lifetime: "They are valid as long as the subscription.",
		Lasting:  "use the credentials of your subscription.",
		Link:     "https://scc.suse.com/",
	},
})
