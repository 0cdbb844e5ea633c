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

// candidate is one credential of a question, or the pull without any.
type candidate struct {
	secret, key, username string
	login                 login
	withheld              *diagnose.RegistryAnswer // it is not sent, and this is why
}

// candidates are the credentials of a question in order, without credentials
// last.
func candidates(q Question, p place) []candidate {
	var list []candidate
	for _, c := range q.Credentials {
		one := candidate{secret: harmless(c.Secret), key: keyring.ShowKey(c.Key), username: keyring.ShowText(c.Username), login: loginOf(c)}
		if m := keyring.Explain(c.Key, q.Image); !m.Matches || m.Via == keyring.ViaDefault && q.Image.Registry != "docker.io" {
			one.withheld = withhold(p, diagnose.NotAskedPolicy, "The key "+one.key+" does not match the image, so the credential is not sent.")
		}
		list = append(list, one)
	}
	for _, name := range q.Unreadable {
		list = append(list, candidate{secret: harmless(name), withheld: withhold(p, diagnose.NotAskedUnreadable, "The pull secret may not be read.")})
	}
	return append(list, candidate{secret: diagnose.AnonymousCredentials})
}

func withhold(p place, why diagnose.NotAsked, text string) *diagnose.RegistryAnswer {
	answer := notAsked(why, text)
	answer.Host = harmless(p.host)
	return &answer
}

// answers puts together what is known for a question.
func (u *unit) answers(q Question) []diagnose.RegistryAnswer {
	var list []diagnose.RegistryAnswer
	puller := ""
	for _, c := range candidates(q, u.place) {
		known, ok := u.known[c.login]
		var answer diagnose.RegistryAnswer
		switch {
		case c.withheld != nil:
			answer = *c.withheld
		case puller != "" && !q.Every:
			answer = *withhold(u.place, diagnose.NotAskedNotNeeded, puller+" can pull the image.")
		case !ok:
			answer = *withhold(u.place, diagnose.NotAskedCancelled, "Cancelled.")
		default:
			answer = known
		}
		answer.Credentials, answer.Key, answer.Username = c.secret, c.key, c.username
		if answer.Verdict == diagnose.VerdictCanPull && puller == "" {
			puller = c.secret
		}
		u.asker.scrub.answer(&answer)
		list = append(list, answer)
	}
	return list
}
