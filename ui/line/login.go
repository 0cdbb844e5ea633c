package line

import (
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// login asks for user name and password, and returns the fix with them. A fix
// that is still without them means that the user went back.
func (p *session) login(f diagnose.Fix) (diagnose.Fix, diagnose.Credentials, error) {
	var none diagnose.Credentials
	l := f.Form
	p.say("This fix needs credentials for %s. They are written to %s and nowhere else.", l.Registry, l.Secret)
	for _, advice := range l.Advice {
		p.says("How to get them", advice)
	}
	p.says("Get a new password with", l.Refresh)
	if p.o.Practice && p.o.Login != nil {
		if x, ok := p.o.Login(l.Registry); ok {
			p.say("Practice credentials: user %s, password %s.", x.Username, x.Password.Reveal())
		}
	}
	user, own, err := p.userName(&f)
	if err != nil || user == "" && own == nil {
		return f, none, err
	}
	if own == nil {
		if own, err = p.password(user); err != nil || own == nil {
			return f, none, err
		}
	}
	done, err := fix.WithCredentials(f, *own) // its warnings are shown with the preview
	if err != nil {
		p.say("Error: %s", err)
		return f, none, nil
	}
	return done, *own, nil
}

// userName asks for the user name. Words with a colon before them, which no
// user name can have, choose other ways: then the whole login is returned, or
// the fix has another secret name.
func (p *session) userName(f *diagnose.Fix) (string, *diagnose.Credentials, error) {
	p.loginWays(f)
	for {
		question := "User name, empty to go back:"
		if f.Form.Username != "" {
			question = "User name, empty for " + f.Form.Username + ":"
		}
		answer, err := p.ask(question)
		word, rest, _ := strings.Cut(answer, " ")
		switch {
		case err != nil:
			return "", nil, err
		case word == ":name":
			named, err := fix.WithSecretName(*f, rest)
			if err != nil {
				p.say("Error: %s.", err)
			} else {
				*f = named
				p.say("The secret will be %s.", f.Form.Secret)
			}
			continue
		case strings.HasPrefix(word, ":"):
			own, err := p.own(f.Form.Registry, word, strings.TrimSpace(rest))
			if err != nil || own != nil {
				return "", own, err
			}
			continue
		case answer == "":
			return f.Form.Username, nil, nil
		}
		return answer, nil, nil
	}
}

// password asks for the password of a user; nil when the user goes back.
func (p *session) password(user string) (*diagnose.Credentials, error) {
	p.say("Password or token, not shown while you type; empty to go back:")
	pass, err := p.in.password(p.ctx)
	if err != nil {
		return nil, err
	}
	trimmed := strings.TrimSpace(pass)
	if trimmed != pass {
		p.say("Removed leading and trailing spaces; no registry accepts them.")
	}
	if trimmed == "" {
		return nil, nil
	}
	return &diagnose.Credentials{Username: user, Password: keyring.Sensitive(trimmed)}, nil
}

// loginWays says how a login need not be typed.
func (p *session) loginWays(f *diagnose.Fix) {
	if p.o.Logins.Find != nil {
		p.say("Or type :own to use credentials of docker or podman on this computer; nothing is read before that.")
	}
	if p.o.Logins.File != nil {
		p.say("Or type :file PATH for a config file or a JSON key of a Google service account.")
	}
	if p.o.Logins.Input != nil {
		p.say("Or type :stdin to use the input of --password-stdin.")
	}
	if fix.CanRename(f) {
		p.say("The secret will be %s; :name NAME changes that.", f.Form.Secret)
	}
}

// own takes a login that the user has already; nil when there is none to take.
func (p *session) own(registry, word, rest string) (*diagnose.Credentials, error) {
	var found []ui.FoundLogin
	var err error
	l := &p.o.Logins
	switch {
	case word == ":own" && l.Find != nil:
		found = l.Find(registry)
	case word == ":file" && l.File != nil && rest != "":
		found, err = l.File(rest, registry)
	case word == ":stdin" && l.Input != nil:
		found, err = l.Input(registry)
	default:
		p.say("Not available here: %s.", word)
		return nil, nil
	}
	switch {
	case err != nil:
		p.say("Error: %s.", err)
		return nil, nil
	case len(found) == 0:
		p.say("No credentials for %s found on this computer.", registry)
		return nil, nil
	}
	for i := range found {
		p.say("%d. %s", i+1, present.LoginWords(&found[i]))
		for _, n := range present.LoginNotes(&found[i]) {
			p.says("Note", n)
		}
	}
	answer, err := p.ask("Number of the credentials, empty for none:")
	n, bad := strconv.Atoi(answer)
	if err != nil || bad != nil || n < 1 || n > len(found) {
		return nil, err
	}
	return p.taken(&found[n-1])
}

// taken gets a login that was chosen, and asks for its user name if it has none.
func (p *session) taken(f *ui.FoundLogin) (*diagnose.Credentials, error) {
	if f.Refused != "" {
		p.say("Error: %s", f.Refused)
		return nil, nil
	}
	login, err := f.Get(p.ctx)
	if err != nil {
		p.say("Error: %s", err)
		return nil, nil
	}
	if login.Username == "" {
		if login.Username, err = p.ask("User name for them:"); err != nil || login.Username == "" {
			return nil, err
		}
	}
	return &login, nil
}
