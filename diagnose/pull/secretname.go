package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// secretName is what the API server accepts as the name of a Secret
// (k8s.io/apimachinery, validation.IsDNS1123Subdomain).
var secretName = text.Lazy(`^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$`)

// NoSecretName says why no Secret can have this name, as the end of a sentence; "" if the name is valid.
func NoSecretName(name string) string {
	switch {
	case len(name) <= 253 && secretName.MatchString(name):
		return ""
	case PlaceholderIn(name) != "":
		return "it looks like a sample that was never replaced (" + PlaceholderIn(name) + ")"
	case len(name) > 253:
		return "it has more than 253 characters"
	case strings.ToLower(name) != name && secretName.MatchString(strings.ToLower(name)):
		return "it contains capital letters"
	}
	return "names consist of lower-case letters, digits, - and ., and begin and end with a letter or digit"
}
