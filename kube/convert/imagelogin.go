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
	scheme, login, ok := strings.Cut(name[:i], "://")
	if !ok {
		scheme, login = "", name[:i]
	} else {
		scheme += "://"
	}
	if strings.Contains(login, "/") || !strings.Contains(login, ":") {
		return s
	}
	return scheme + "***" + name[i:] + end
}
