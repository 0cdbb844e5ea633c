package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
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

// form asks for the login that a fix still needs.
type form struct {
	a     *app
	fix   diagnose.Fix
	of    *diagnose.Diagnosis
	user  input
	pass  input
	name  input // of the secret
	focus int
	note  string // what was done to what was typed
	wrong string // why it cannot go on

	taken keyring.Sensitive // a password that was taken from a source, not typed
	from  string            // that source
}

func newForm(a *app, f diagnose.Fix, of *diagnose.Diagnosis) *form {
	s := &form{a: a, fix: f, of: of}
	s.user.text, s.name.text = f.Form.Username, f.Form.Secret.Name
	s.pass.masked = true
	if s.user.text != "" {
		s.focus = passwordField
	}
	s.user.pasted = func(int) { s.trimmed("user name") }
	s.pass.pasted = func(int) { s.trimmed("password") }
	s.user.changed = func() { s.wrong = "" }
	s.name.changed = s.user.changed
	s.pass.changed = func() { s.wrong, s.taken, s.from = "", "", "" }
	return s
}

func (s *form) trimmed(what string) {
	s.note = "Blanks or a line break around the pasted " + what + " were left out."
}

func (s *form) place() []string        { return []string{s.fix.Form.Secret.Namespace, "login"} }
func (s *form) status() string         { return "step 1 of 2" }
func (s *form) update(tea.Msg) tea.Cmd { return nil }

func (s *form) input() *input {
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

func (s *form) move(n int) {
	s.focus = (s.focus + n + stops) % stops
	if s.focus == nameField && !fix.CanRename(&s.fix) {
		s.move(n)
	}
}

// take puts a login of the user's own into the form. Its password is not
// shown, also not on request.
func (s *form) take(l diagnose.Credentials, from string) {
	if l.Username != "" {
		s.user.set(l.Username)
	}
	s.pass.set("")
	s.taken, s.from, s.note = l.Password, from, ""
	s.focus = previewButton
	if s.user.text == "" {
		s.focus = userField
	}
}

func (s *form) actions() []action {
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.move(n); return nil }
	}
	enter := action{keys: []string{"enter"}, help: "next", do: s.enter}
	switch s.focus {
	case passwordField, nameField, previewButton:
		enter.help = "preview fix"
	case cancelButton:
		enter.help = "cancel"
	}
	show := "show password"
	if !s.pass.masked {
		show = "hide password"
	}
	out := []action{
		enter,
		{keys: []string{"tab", "down"}, help: "next field", do: step(1)},
		{keys: []string{"shift+tab", "up"}, help: "back", do: step(-1)},
		{keys: []string{"ctrl+t"}, help: show, do: func() tea.Cmd { s.pass.masked = !s.pass.masked; return nil }},
	}
	if s.a.o.Logins.any() {
		out = append(out, action{keys: []string{"ctrl+o"}, help: "own login", doc: "take docker's or podman's login, a file or standard input",
			do: func() tea.Cmd { s.a.push(newOwnLogin(s)); return nil }})
	}
	if _, ok := s.practice(); ok {
		out = append(out, action{keys: []string{"ctrl+f"}, help: "fill in", doc: "fill in the practice login", do: s.fill})
	}
	return append(out, action{keys: []string{"esc"}, help: "cancel", do: s.cancel})
}

// practice is the account that the practice cluster hands out.
func (s *form) practice() (diagnose.Credentials, bool) {
	if !s.a.o.Practice || s.a.o.Login == nil {
		return diagnose.Credentials{}, false
	}
	return s.a.o.Login(s.fix.Form.Registry)
}

func (s *form) fill() tea.Cmd {
	if l, ok := s.practice(); ok {
		s.user.set(l.Username)
		s.pass.set(l.Password.Reveal())
		s.focus = previewButton
	}
	return nil
}

func (s *form) cancel() tea.Cmd {
	s.pass.text, s.taken = "", ""
	s.a.pop()
	return nil
}

func (s *form) enter() tea.Cmd {
	switch s.focus {
	case userField:
		s.move(1)
		return nil
	case cancelButton:
		return s.cancel()
	}
	return s.submit()
}

// typed is the login as it stands in the form, and whether blanks had to be
// left out of it.
func (s *form) typed() (l diagnose.Credentials, trimmed bool) {
	l = diagnose.Credentials{Username: strings.TrimSpace(s.user.text), Password: keyring.Sensitive(strings.TrimSpace(s.pass.text))}
	trimmed = l.Username != s.user.text || l.Password.Reveal() != s.pass.text
	if s.taken != "" {
		l.Password = s.taken
	}
	return l, trimmed
}

// submit completes the fix and goes on to its preview.
func (s *form) submit() tea.Cmd {
	l, trimmed := s.typed()
	if trimmed {
		s.note = "Blanks at the ends were left out; no registry takes them."
		s.user.text, s.pass.text = l.Username, strings.TrimSpace(s.pass.text)
	}
	switch {
	case l.Username == "":
		s.focus, s.wrong = userField, "The user name is missing."
		return nil
	case l.Password == "":
		s.focus, s.wrong = passwordField, "The password or token is missing."
		return nil
	}
	f, err := fix.WithSecretName(s.fix, s.name.text)
	if err != nil {
		s.focus, s.wrong = nameField, sentence(err.Error())+"."
		return nil
	}
	if f, err = fix.WithCredentials(f, l); err != nil {
		s.focus, s.wrong = userField, sentence(err.Error())+"."
		return nil
	}
	s.pass.masked = true
	return openPreview(s.a, f, s.of)
}
