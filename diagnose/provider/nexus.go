package provider

// Nexus is Sonatype's Nexus Repository, run by its users.
const Nexus Name = "nexus"

var _ = register(Provider{
	Name:    Nexus,
	Title:   "Sonatype Nexus Repository",
	Example: "nexus.example.com:8083",
	Usual:   []Pattern{"nexus.{rest}", "nexus3.{rest}"},
	Missing: MissingHidden,
	Form: Form{
		User:     "The user name is your own in Nexus, or the name code of a user token.",
		Source:   "Find a user token in Nexus, at your profile > User token.",
		Right:    "Read and browse on the docker repository are enough. The port in the image is that of the repository's connector.",
		Lifetime: "It is valid as long as the account, unless the server expires user tokens.",
		Lasting:  "use a user token.",
	},
})
