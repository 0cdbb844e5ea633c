package provider

// Artifactory is JFrog's, in JFrog's cloud or self-hosted.
const Artifactory Name = "jfrog"

var _ = register(Provider{
	Name:    Artifactory,
	Title:   "JFrog Artifactory",
	Example: "acme.jfrog.io",
	Hosts:   []Pattern{"{name}.jfrog.io"},
	Usual:   []Pattern{"artifactory.{rest}", "jfrog.{rest}", "docker.artifactory.{rest}"},
	Layers: []Pattern{
		"{any}.cloudfront.net", "{any}.s3.amazonaws.com", "{any}.s3.{region}.amazonaws.com", "{any}.blob.core.windows.net", "storage.googleapis.com",
	},
	Open:    []Place{{"releases-docker.jfrog.io", "", AccessAnonymous}},
	Missing: MissingHidden,
	Kinds: []Kind{
		{Password: "cmVmdGtu", Is: "An identity token of Artifactory"},
		{Password: "AKC", Is: "An API key of Artifactory"},
	},
	Form: Form{
		User:     "The user name is your own in Artifactory; for an access token it is the one that the token was created for.",
		Source:   "Create an identity token in Artifactory, at your profile > Edit profile.",
		Right:    "Read on the repository is enough.",
		Lifetime: "It is valid for as long as was chosen when it was created.",
		Lasting:  "use an identity token.",
	},
})
