package diagnose

import (
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/edit"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// mendMismatch files a login under the image's registry: the one that is
// there under nearly that name, another secret's, or a new one.
func mendMismatch(g group) []Fix {
	k, r := g.lead(), g.ref()
	var fixes []Fix
	if i := r.nearest(); i >= 0 && near(r.Matches[i]) && g.finding.cures {
		fixes = append(fixes, g.rename(r, r.Inspect.Entries[i].Key, r.Matches[i].Wanted)...)
	}
	local, foreign := k.candidates()
	switch {
	case len(local) > 0:
		fixes = append(fixes, g.attachFixes(local[0].secret.Name)...)
	case len(foreign) > 0 && len(fixes) == 0 && !foreign[0].expired:
		fixes = append(fixes, g.copyAndAttach(foreign[0].secret)...)
	}
	return append(fixes, g.loginFix("add-login", r, keyFor(k.Image))...)
}

// mendPlaceholder puts a real login where a sample stands, or the real registry.
func mendPlaceholder(g group) []Fix {
	key := g.finding.key
	if sampleKey(key) == "" {
		return mendLogin(g)
	}
	k, r := g.lead(), g.ref()
	var fixes []Fix
	if g.finding.cures {
		fixes = g.rename(r, key, keyFor(k.Image))
	}
	return append(fixes, g.loginFix("add-login", r, keyFor(k.Image))...)
}

// mendLogin asks for a fresh login.
func mendLogin(g group) []Fix {
	r := g.ref()
	if r == nil {
		return nil
	}
	key := g.finding.key
	if key == "" {
		key = keyFor(g.lead().Image)
		for i, m := range r.Matches {
			if m.Matches {
				key = r.Inspect.Entries[i].Key
				break
			}
		}
	}
	return g.loginFix("replace-login", r, key)
}

// mendWhitespace takes the blanks off the login that is there.
func mendWhitespace(g group) []Fix {
	return g.setAuth("trim-login", "Take the white space off the login for %s in Secret %s/%s", func(e keyring.Entry) (string, string) {
		return strings.TrimFunc(e.Username, isSpace), strings.TrimFunc(e.Password.Reveal(), isSpace)
	})
}

// mendDisagreement makes auth of the fields beside it, unless they are a manual's sample: then auth
// is all that there is.
func mendDisagreement(g group) []Fix {
	return g.setAuth("use-fields", "Make auth of the user name and password beside it for %s in Secret %s/%s", func(e keyring.Entry) (string, string) {
		user := e.WrittenUsername
		if user == "" {
			user = e.Username
		}
		password := e.WrittenPassword.Reveal()
		if _, sample := sampleLogin(g.lead().Image.Registry, user, password); sample != "" {
			return "", ""
		}
		return user, password
	})
}

// setAuth rewrites one entry's login with what is made of it.
func (g group) setAuth(id, title string, make func(keyring.Entry) (string, string)) []Fix {
	r := g.ref()
	s := r.Secret
	key := wantedKey(s.Type)
	var fixes []Fix
	for _, e := range r.Inspect.Entries {
		user, password := make(e)
		if e.Key != g.finding.key || user == "" || password == "" {
			continue
		}
		content, err := edit.SetAuth(s.Data[key], layoutOf(s.Type), e.Key, user, password)
		if err != nil {
			continue
		}
		if f, ok := g.rewrite(id, fmt.Sprintf(title, keyring.ShowKey(e.Key), s.Namespace, s.Name), s, key, content); ok {
			fixes = append(fixes, f)
		}
		break
	}
	return append(fixes, g.loginFix("replace-login", r, g.finding.key)...)
}
