package ask

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Question is one image and the credentials that the kubelet would try for it.
// Without credentials is always asked as well, last, where none of them can
// pull.
type Question struct {
	Image       keyring.Image
	Credentials []keyring.Credential // in the kubelet's order, as keyring.Lookup returns them
	Unreadable  []string             // pull secrets that may not be read

	// Platforms asks for the platforms of the image, by one GET of its index.
	// Docker Hub counts that as a pull.
	Platforms bool

	// Every asks for all credentials, even after one that can pull.
	Every bool
}

// Answer is what was learned about one question.
type Answer struct {
	Image   keyring.Image
	Answers []diagnose.RegistryAnswer // in the order of the credentials; without credentials last
}

// CanPull is the first answer that allows the pull, if there is one.
func (a Answer) CanPull() (diagnose.RegistryAnswer, bool) {
	for _, answer := range a.Answers {
		if answer.Verdict == diagnose.VerdictCanPull {
			return answer, true
		}
	}
	return diagnose.RegistryAnswer{}, false
}

// endpoint is the host that serves a registry's API.
func endpoint(registry string) string {
	if registry == "docker.io" || registry == "index.docker.io" {
		return "registry-1.docker.io"
	}
	return registry
}

// place names what is asked for: an image at a registry.
type place struct{ host, repository, reference string }

// placeOf is the place of an image. containerd goes by the digest where there
// is one, whatever the tag.
func placeOf(img keyring.Image) place {
	reference := img.Digest
	if reference == "" {
		reference = img.Tag
	}
	return place{endpoint(img.Registry), img.Repository, reference}
}

// byDigest says that the reference is a digest, not a tag.
func (p place) byDigest() bool { return strings.Contains(p.reference, ":") }

// login is a user name and password; the zero value is no login. It is the
// identity of a credential: two secrets with one login are asked for once.
type login struct{ username, password string }

// loginOf is what containerd would send for a credential: nothing where the
// user name or the password is empty.
func loginOf(c keyring.Credential) login {
	if c.Username == "" || c.Password == "" {
		return login{}
	}
	return login{c.Username, c.Password.Reveal()}
}

func (l login) anonymous() bool { return l == login{} }
