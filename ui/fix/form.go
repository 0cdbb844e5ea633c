package fix

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// The fields of the form, in order; behind them come its two buttons. The name
// is a field only where it is a proposal.
const (
	userField = iota
	passwordField
	nameField
	cancelButton
	previewButton
	stops
)

// Form asks for the login that a fix still needs.
type Form struct {
	env   *screen.Env
	fix   diagnose.Fix
	of    *diagnose.Diagnosis
	user  screen.Input
	pass  screen.Input
	name  screen.Input // of the secret
	focus int
	note  string // what was done to what was typed
	wrong string // why it cannot go on

	refused *present.Rejection // what the registry said against the credentials; nil for nothing

	taken keyring.Sensitive // a password that was taken from a source, not typed
	from  string            // that source
}

func NewForm(env *screen.Env, f diagnose.Fix, of *diagnose.Diagnosis) *Form {
	s := &Form{env: env, fix: f, of: of}
	s.user.Value, s.name.Value = f.Form.Username, f.Form.Secret.Name
	s.pass.Masked = true
	if s.user.Value != "" {
		s.focus = passwordField
	}
	s.user.Pasted = func(int) { s.trimmed("user name") }
	s.pass.Pasted = func(int) { s.trimmed("password") }
	s.user.Changed = func() { s.wrong, s.refused = "", nil }
	s.name.Changed = func() { s.wrong = "" }
	s.pass.Changed = func() { s.wrong, s.taken, s.from, s.refused = "", "", "", nil }
	return s
}

func (s *Form) trimmed(what string) {
	s.note = "Removed spaces or newlines around the pasted " + what + "."
}

func (s *Form) Place() []string        { return []string{s.fix.Form.Secret.Namespace, "credentials"} }
func (s *Form) Status() string         { return "step 1 of 2" }
func (s *Form) Update(tea.Msg) tea.Cmd { return nil }

func (s *Form) Input() *screen.Input {
	switch s.focus {
	case userField:
		return &s.user
	case passwordField:
		return &s.pass
	case nameField:
		return &s.name
	}
	return nil
}

func (s *Form) move(n int) {
	s.focus = (s.focus + n + stops) % stops
	if s.focus == nameField && !fix.CanRename(&s.fix) {
		s.move(n)
	}
}

// take puts a login of the user's own into the form. Its password is not
// shown, also not on request.
func (s *Form) take(l diagnose.Credentials, from string) {
	if l.Username != "" {
		s.user.Set(l.Username)
	}
	s.pass.Set("")
	s.taken, s.from, s.note, s.refused = l.Password, from, "", nil
	s.focus = previewButton
	if s.user.Value == "" {
		s.focus = userField
	}
}

func (s *Form) Actions() []screen.Action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.move(n); return nil }
	}
	enter := screen.Action{Key: screen.KeyEnter, Help: "next", Do: s.enter}
	switch s.focus {
	case passwordField, nameField, previewButton:
		enter.Help = "preview fix"
		if ask.Possible(s.env) {
			enter.Help = "test and preview"
		}
	case cancelButton:
		enter.Help = "cancel"
	}
	show := "show password"
	if !s.pass.Masked {
		show = "hide password"
	}
	out := []screen.Action{
		enter,
		{Key: screen.KeyNextField, Help: "next field", Do: step(1)},
		{Key: screen.KeyPrevField, Help: "back", Do: step(-1)},
		{Key: screen.KeyShowPassword, Help: show, Do: func() tea.Cmd { s.pass.Masked = !s.pass.Masked; return nil }},
	}
	if s.env.Options.Logins.Any() {
		out = append(out, screen.Action{Key: screen.KeyExisting, Help: "use existing", Doc: "use credentials of docker or podman, a file or standard input",
			Do: func() tea.Cmd { s.env.Push(newOwnLogin(s)); return nil }})
	}
	if _, ok := s.practice(); ok {
		out = append(out, screen.Action{Key: screen.KeyFill, Help: "fill in", Doc: "fill in the practice credentials", Do: s.fill})
	}
	return append(out, screen.Action{Key: screen.KeyBack, Help: "cancel", Do: s.cancel})
}

// practice is the account of the practice cluster.
func (s *Form) practice() (diagnose.Credentials, bool) {
	if !s.env.Options.Practice || s.env.Options.Login == nil {
		return diagnose.Credentials{}, false
	}
	return s.env.Options.Login(s.fix.Form.Registry)
}

func (s *Form) fill() tea.Cmd {
	if l, ok := s.practice(); ok {
		s.user.Set(l.Username)
		s.pass.Set(l.Password.Reveal())
		s.focus = previewButton
	}
	return nil
}

func (s *Form) cancel() tea.Cmd {
	s.pass.Value, s.taken = "", ""
	s.env.Pop()
	return nil
}

func (s *Form) enter() tea.Cmd {
	switch s.focus {
	case userField:
		s.move(1)
		return nil
	case cancelButton:
		return s.cancel()
	}
	return s.submit()
}

// typed are the credentials in the form, and whether spaces had to be
// left out of it.
func (s *Form) typed() (l diagnose.Credentials, trimmed bool) {
	l = diagnose.Credentials{Username: strings.TrimSpace(s.user.Value), Password: keyring.Sensitive(strings.TrimSpace(s.pass.Value))}
	trimmed = l.Username != s.user.Value || l.Password.Reveal() != s.pass.Value
	if s.taken != "" {
		l.Password = s.taken
	}
	return l, trimmed
}

// submit completes the fix and goes on to its preview.
func (s *Form) submit() tea.Cmd {
	l, trimmed := s.typed()
	if trimmed {
		s.note = "Removed leading and trailing spaces; no registry accepts them."
		s.user.Value, s.pass.Value = l.Username, strings.TrimSpace(s.pass.Value)
	}
	switch {
	case l.Username == "":
		s.focus, s.wrong = userField, "The user name is missing."
		return nil
	case l.Password == "":
		s.focus, s.wrong = passwordField, "The password or token is missing."
		return nil
	}
	named, err := fix.WithSecretName(s.fix, s.name.Value)
	if err != nil {
		s.focus, s.wrong = nameField, present.Sentence(err.Error())+"."
		return nil
	}
	f, err := fix.WithCredentials(named, l)
	if err != nil {
		s.focus, s.wrong = userField, present.Sentence(err.Error())+"."
		return nil
	}
	s.pass.Masked, s.refused = true, nil
	return s.test(named, f, l)
}
