package diagnose

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/provider"
)

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
