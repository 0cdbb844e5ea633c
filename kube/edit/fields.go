package edit

import (
	"fmt"
	"strings"

	"github.com/distribution/reference"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// image corrects how an image is written: spaces around it, a scheme, capital
// letters in its repository.
func (e *editor) image(f *diagnose.Finding) {
	s := e.source(f.Location.File)
	if s == nil {
		return
	}
	d, n := s.at(f.Location)
	if n == nil {
		return
	}
	if right, ok := Image(n.Value); ok {
		s.replace(d, n, right, fmt.Sprintf("image %s", right))
	}
}

// Image corrects the spelling of an image; false if it cannot.
func Image(written string) (string, bool) {
	image := strings.TrimSpace(written)
	for _, scheme := range []string{"https://", "http://", "docker://", "oci://"} {
		image = strings.TrimPrefix(image, scheme)
	}
	image = strings.TrimRight(image, "/")
	name, rest := image, ""
	if i := strings.IndexByte(name, '@'); i >= 0 {
		name, rest = name[:i], name[i:]
	}
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, '/') {
		name, rest = name[:i], name[i:]+rest
	}
	image = strings.ToLower(name) + rest
	if _, err := reference.ParseNormalizedNamed(image); err != nil || image == written {
		return "", false
	}
	_, err := keyring.ParseImage(image)
	return image, err == nil
}

// name corrects the name of a pull secret.
func (e *editor) name(f *diagnose.Finding) {
	s := e.source(f.Location.File)
	if s == nil || f.Compare == nil || !f.Cures || f.Certainty == diagnose.Possible { // the other secret need not be the one that is meant
		return
	}
	d, n := s.at(f.Location)
	if n == nil || n.Value != f.Compare.Have {
		return
	}
	s.replace(d, n, f.Compare.Want, "pull secret "+f.Compare.Want)
}
