package diagnose

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Credentials is what the user typed, or what was found in a login file.
type Credentials struct {
	Username string
	Password keyring.Sensitive
}

// Trimmed is the login without blanks around the user name and without the
// line break that comes along with a pasted token; said tells what was left
// out.
func (l Credentials) Trimmed() (out Credentials, said []string) {
	out = Credentials{strings.TrimSpace(l.Username), keyring.Sensitive(strings.Trim(l.Password.Reveal(), "\r\n"))}
	if out.Username != l.Username {
		said = append(said, "The blanks around the user name were left out.")
	}
	if out.Password != l.Password {
		said = append(said, "The line break around the password was left out.")
	}
	return out, said
}

// CredentialsForm says which login a fix still needs.
type CredentialsForm struct {
	Registry string // host of the image, for people: "ghcr.io"
	Key      string // registry key that will be written
	Username string // proposed user name, may be empty
	Secret   Object // the secret that will hold it
	Step     int    // index of the step whose Data the login completes
	Also     []int  // more steps that the same login completes

	// Advice says, for registries that are known, which form the user name
	// has, where a token comes from, which right it needs and how long it
	// lives: short sentences, in the order in which they are needed. Refresh is the
	// command that prints a fresh password; empty if there is none.
	Advice  []string
	Refresh string

	Now   time.Time         // at the cluster, when it was read
	Taken func(Object) bool // whether there is such a secret; nil: nobody knows
}
