package provider

import "strings"

// Harbor is run by its users; often its host says so.
const Harbor Name = "harbor"

var _ = register(Provider{
	Name:    Harbor,
	Title:   "Harbor",
	Example: "harbor.example.com",
	Hosts:   []Pattern{"demo.goharbor.io"},
	Usual:   []Pattern{"harbor.{rest}"},
	Missing: MissingHidden,
	Path:    harborPath,
	Kinds: []Kind{
		{User: "robot$*", Is: "A robot account of Harbor"},
	},
	Form: Form{
		User:     "The user name of a robot account is robot$name, or robot$project+name; the $ is part of it. Users who log in by OIDC use their CLI secret.",
		Source:   "Create a robot account in the project, at Robot accounts, and copy its secret.",
		Right:    "Give it Pull on the repository.",
		Lifetime: "It is valid for 30 days unless you choose otherwise.",
		Lasting:  "use a robot account that never expires.",
	},
})

// harborPath is about proxy cache projects: Docker Hub's official images need library/ there.
func harborPath(repository string) string {
	project, name, found := strings.Cut(repository, "/")
	if !found || strings.Contains(name, "/") || !proxyProject(project) {
		return ""
	}
	return "If " + project + " is a proxy cache of Docker Hub, the official image is at " + project + "/library/" + name + "."
}

// proxyProject says whether a project is called as proxy caches are.
func proxyProject(name string) bool {
	for _, word := range []string{"proxy", "cache", "dockerhub", "docker-hub", "hub", "mirror", "docker.io"} {
		if strings.Contains(strings.ToLower(name), word) {
			return true
		}
	}
	return false
}
