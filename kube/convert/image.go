package convert

import (
	"regexp"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// digest is what may follow the @ of an image.
var digest = regexp.MustCompile(`^[A-Za-z0-9+._-]+:[0-9a-fA-F]{32,}$`)

// imageName returns an image with any password masked. Credentials written
// into an image, as into a URL, make it invalid, and a report would show the
// password.
func imageName(s string) string {
	s = clean.Line(s)
	name, end := s, ""
	if i := strings.LastIndexByte(s, '@'); i >= 0 && digest.MatchString(s[i+1:]) {
		name, end = s[:i], s[i:]
	}
	i := strings.LastIndexByte(name, '@')
	if i < 0 || !strings.Contains(name[i+1:], "/") {
		return s
	}
	scheme, userInfo, ok := strings.Cut(name[:i], "://")
	if !ok {
		scheme, userInfo = "", name[:i]
	} else {
		scheme += "://"
	}
	if strings.Contains(userInfo, "/") || !strings.Contains(userInfo, ":") {
		return s
	}
	return scheme + "***" + name[i:] + end
}

// digestOf is the digest of the manifest in an imageID of a container's status; ""
// if it is only the ID of a config, as Docker reports for images that it built.
func digestOf(imageID string) string {
	_, digest, ok := strings.Cut(clean.Line(imageID), "@")
	if !ok || !strings.HasPrefix(digest, "sha256:") {
		return ""
	}
	return digest
}
