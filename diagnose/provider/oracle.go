package provider

// Oracle is the registry of Oracle's own products.
const Oracle Name = "oracle"

var _ = register(Provider{
	Name:    Oracle,
	Title:   "Oracle Container Registry",
	Example: "container-registry.oracle.com",
	Hosts:   []Pattern{"container-registry.oracle.com", "container-registry-{region}.oracle.com"},
	Missing: MissingHidden,
	Denied:  "For licensed images, the account has to accept the license terms once, on the image's page at container-registry.oracle.com.",
	Form: Form{
		User:     "The user name is the e-mail address of the Oracle account.",
		Source:   "Create an auth token at container-registry.oracle.com > your name > Auth Token.",
		Right:    "Accept the license terms of the image on its page first.",
		Lifetime: "An auth token is valid until it is deleted.",
		Lasting:  "use an auth token.",
		Link:     "https://container-registry.oracle.com/",
	},
})
