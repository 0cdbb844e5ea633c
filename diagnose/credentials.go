package diagnose

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Credentials are what the user entered, or what a Docker config file contains.
type Credentials struct {
	Username string
	Password keyring.Sensitive
}

// Trimmed returns the credentials without spaces around the user name and
// without the newline that is often pasted along with a token. The notes say
// what was removed.
func (c Credentials) Trimmed() (out Credentials, notes []string) {
	out = Credentials{strings.TrimSpace(c.Username), keyring.Sensitive(strings.Trim(c.Password.Reveal(), "\r\n"))}
	if out.Username != c.Username {
		notes = append(notes, "The spaces around the user name were removed.")
	}
	if out.Password != c.Password {
		notes = append(notes, "The newline around the password was removed.")
	}
	return out, notes
}

// CredentialsForm describes the credentials that a fix still needs.
type CredentialsForm struct {
	Registry string // host of the image, for people: "ghcr.io"
	Key      string // registry key that will be written
	Username string // suggested user name, may be empty
	Secret   Object // the secret that will contain them
	Step     int    // index of the step whose Data the credentials complete
	Also     []int  // further steps that the same credentials complete

	// Advice says, for known registries, which form the user name has, where
	// to create a token, which scope it needs and when it expires: short
	// sentences, in the order in which they are needed. Refresh is the command
	// that prints a new password; empty if there is none.
	Advice  []string
	Refresh string

	Now   time.Time         // the cluster's time when it was read
	Taken func(Object) bool // whether such a secret exists; nil if that is unknown
}
