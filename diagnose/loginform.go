package diagnose

import (
	"strings"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

// LoginForm says which login a fix still needs.
type LoginForm struct {
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

	now   time.Time         // at the cluster, when it was read
	taken func(Object) bool // whether there is such a secret; nil: nobody knows
}

// fill adds what is known of the registry and of the names that are taken.
func (l *LoginForm) fill(x *index) {
	l.now = x.snap.Now
	l.taken = func(o Object) bool { return x.secrets[o] != nil }
	p := provider.Of(l.Registry)
	l.Advice, l.Refresh = p.Form.Advice(), provider.Refresh(l.Registry)
	if l.Username == "" {
		l.Username = p.OnlyUser
	}
}

// Warnings says what looks wrong with a login before it is written: a user
// name that the registry cannot accept, a sample, a token that will stop
// working soon. It never quotes the password.
func (l *LoginForm) Warnings(in Login) []string {
	var out []string
	add := func(text string) {
		if text != "" {
			out = append(out, text)
		}
	}
	in, _ = in.Trimmed()
	password := in.Password.Reveal()
	add(provider.WrongUser(l.Registry, in.Username, password))
	if why := placeholderIn(in.Username); why != "" && !provider.Reserved(l.Registry, in.Username) {
		add("The user name looks like a sample: " + why + ".")
	}
	if why := placeholderIn(password); why != "" {
		add("The password looks like a sample: " + why + ".")
	}
	if strings.TrimSpace(password) != password {
		add("The password begins or ends with a blank. It is kept; registries take it for a part of the password.")
	}
	add(provider.Unusable(l.Registry, in.Username, password))
	return append(out, Lifetime(l.Registry, in, l.now)...)
}

// Login is what the user typed, or what was found in a login file.
type Login struct {
	Username string
	Password keyring.Sensitive
}

// Trimmed is the login without blanks around the user name and without the
// line break that comes along with a pasted token; said tells what was left
// out.
func (l Login) Trimmed() (out Login, said []string) {
	out = Login{strings.TrimSpace(l.Username), keyring.Sensitive(strings.Trim(l.Password.Reveal(), "\r\n"))}
	if out.Username != l.Username {
		said = append(said, "The blanks around the user name were left out.")
	}
	if out.Password != l.Password {
		said = append(said, "The line break around the password was left out.")
	}
	return out, said
}
