package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// AskedFor returns the repository that the node requested from the registry, or
// a token for, where it is not the image's: a rule of the node's configuration
// rewrites names, and applies even if the mirror it is meant for does not answer.
// "" if the message shows no other repository.
func (k *Case) AskedFor() string {
	r := &k.Reading
	if k.ImageErr != nil || k.Pod.Template || r.Responder != symptom.Registry && r.Responder != symptom.TokenServer || r.Blob() {
		return ""
	}
	if _, mirror := k.MirrorAnswered(); mirror {
		return ""
	}
	asked := repositoryOf(r.URL)
	if asked == "" {
		asked = repositoryOf(r.Text) // the URL is kept without its query
	}
	// A path in front of the repository is the address of the registry behind its proxy.
	if asked == "" || strings.EqualFold(asked, k.Image.Repository) || strings.HasSuffix(asked, "/"+k.Image.Repository) || strings.HasSuffix(k.Image.Repository, "/"+asked) {
		return ""
	}
	return asked
}

// repositoryOf reads the repository from the URL of a manifest or of a token; ""
// if it is neither.
func repositoryOf(url string) string {
	url = strings.NewReplacer("%3A", ":", "%3a", ":", "%2F", "/", "%2f", "/").Replace(url)
	if _, scope, ok := strings.Cut(url, "scope=repository:"); ok {
		name, _, _ := strings.Cut(scope, ":")
		return name
	}
	_, path, ok := strings.Cut(url, "/v2/")
	if !ok {
		return ""
	}
	name, _, ok := strings.Cut(path, "/manifests/")
	if !ok {
		return ""
	}
	return name
}
