package fix

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/provider"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Fill adds what is known about the registry and the secret names in use.
func Fill(l *diagnose.CredentialsForm, x *pull.Index) {
	l.Now = x.Snap.Now
	l.Taken = func(o diagnose.Object) bool { return x.Secrets[o] != nil }
	p := provider.Of(l.Registry)
	l.Advice, l.Refresh = p.Form.Advice(), provider.Refresh(l.Registry)
	if l.Username == "" {
		l.Username = p.OnlyUser
	}
}

// Warnings says what looks wrong with credentials before they are written: a user
// name that the registry cannot accept, a sample value, a token that expires
// soon. It never quotes the password.
func Warnings(l *diagnose.CredentialsForm, in diagnose.Credentials) []string {
	var out []string
	add := func(text string) {
		if text != "" {
			out = append(out, text)
		}
	}
	in, _ = in.Trimmed()
	password := in.Password.Reveal()
	add(provider.WrongUser(l.Registry, in.Username, password))
	if why := pull.PlaceholderIn(in.Username); why != "" && !provider.Reserved(l.Registry, in.Username) {
		add("The user name looks like a sample value: " + why + ".")
	}
	if why := pull.PlaceholderIn(password); why != "" {
		add("The password looks like a sample value: " + why + ".")
	}
	if strings.TrimSpace(password) != password {
		add("The password begins or ends with whitespace. It is kept: registries treat it as part of the password.")
	}
	add(provider.Unusable(l.Registry, in.Username, password))
	return append(out, check.Lifetime(l.Registry, in, l.Now)...)
}
