package provider

import "strings"

// shared are registries in which everyone can publish images, public and private ones beside each
// other: that a pull secret exists for one of them does not show that an image needs it.
var shared = []string{
	"docker.io", "quay.io", "ghcr.io", "gcr.io", ".gcr.io", ".pkg.dev", "registry.gitlab.com", "public.ecr.aws", "nvcr.io", "cgr.dev",
	"icr.io", ".icr.io", "lscr.io", "codeberg.org", "ttl.sh", "container-registry.oracle.com", "docker.elastic.co", "mcr.microsoft.com", "registry.k8s.io", "k8s.gcr.io",
}

// Shared reports whether a registry is one in which everyone can publish images.
func Shared(registry string) bool {
	host := Host(registry)
	for _, s := range shared {
		if host == s || s[0] == '.' && strings.HasSuffix(host, s) {
			return true
		}
	}
	return false
}
