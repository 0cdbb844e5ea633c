package provider

// Elastic is the registry of Elastic's own images.
const Elastic Name = "elastic"

var _ = register(Provider{
	Name:    Elastic,
	Title:   "the registry of Elastic",
	Example: "docker.elastic.co",
	Hosts:   []Pattern{"docker.elastic.co"},
	Token:   []Pattern{"docker-auth.elastic.co"},
	Open:    []Place{{"docker.elastic.co", "", AccessAnonymous}},
	Missing: MissingShown,
})
