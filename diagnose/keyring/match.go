package keyring

import (
	"path"
	"strings"
)

// covers mirrors credentialprovider.URLsMatch: ports equal as text, the same number of host
// labels, the key's path a plain prefix of the image's, and every label matched by path.Match
// (equal to filepath.Match on the systems the kubelet pulls Linux images on). A bad pattern
// matches nothing.
func (p place) covers(image place) bool {
	if p.port != image.port || len(p.labels) != len(image.labels) || !strings.HasPrefix(image.path, p.path) {
		return false
	}
	for i, label := range p.labels {
		if ok, err := path.Match(label, image.labels[i]); err != nil || !ok {
			return false
		}
	}
	return true
}

// isDefaultRegistry mirrors credentialprovider.isDefaultRegistryMatch: images that may use Docker
// Hub's credentials if nothing else matches. They include others than Hub images, such as localhost/app.
func isDefaultRegistry(name string) bool {
	first, _, found := strings.Cut(name, "/")
	switch {
	case first == "":
		return false
	case !found, first == "docker.io", first == hubHost:
		return true
	}
	return !strings.ContainsAny(first, ".:")
}
