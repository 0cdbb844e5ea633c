package keyring

import "strings"

// hubKey is Docker Hub's key as docker login writes it.
const hubKey = "https://index.docker.io/v1/"

// hubRegistry is the host under which Docker Hub's images are looked up.
const hubRegistry = "docker.io"

// hubAliases are hosts of Docker Hub that people use as its key. The kubelet does not accept them.
var hubAliases = []string{
	"registry-1.docker.io", "registry.docker.io", "registry.hub.docker.com", "hub.docker.com", "auth.docker.io",
	"cdn.docker.io", "login.docker.com", "app.docker.com", "www.docker.com", "docker.com", "www.docker.io",
	"production.cloudflare.docker.com",
}

func isHubAlias(host string) bool {
	for _, alias := range hubAliases {
		if strings.EqualFold(host, alias) {
			return true
		}
	}
	return false
}

// onHub reports whether the image comes from Docker Hub. The fallback to its key (question.hub) goes
// further, to localhost/app.
func (q question) onHub() bool { return q.img.Registry == hubRegistry }

// mistakenForHub explains that a short name without a dot is not a host: myregistry/app is an
// image of the organization myregistry on Docker Hub.
func (q question) mistakenForHub(key string) string {
	if !q.onHub() {
		return ""
	}
	scheme, _, _ := splitKey(key)
	bare := strings.TrimPrefix(key, scheme)
	first, _, _ := strings.Cut(q.img.Repository, "/")
	switch {
	case bare == q.img.Repository, "library/"+bare == q.img.Repository:
		return "the key " + visible(bare) + " is the image itself, not its registry"
	case bare == first:
		return "the image is on Docker Hub: a first part without a dot or a port, like " + visible(first) + ", is not a registry"
	}
	return ""
}
