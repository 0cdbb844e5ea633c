package ui

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// revealAction shows the passwords of the secrets at a link, and hides them. seek
// brings them on the screen.
func revealAction(env *Env, d *diagnose.Diagnosis, l diagnose.Link, seek func()) action {
	act := action{keys: []string{"x"}, help: "show passwords",
		doc: fmt.Sprintf("show the decoded passwords for %d seconds", int(revealTime.Seconds())),
		do:  func() tea.Cmd { env.Reveal.start(env.Now()); seek(); return nil }}
	switch {
	case env.Revealed():
		act.help, act.doc = "hide passwords", ""
		act.do = func() tea.Cmd { env.Reveal.end(); return nil }
	case !showsSecrets(l.ID):
		act.quiet, act.why = true, "passwords are at the links Secret and Login key"
	case len(secretsOf(env.State.snapshot(), d)) == 0:
		act.quiet, act.why = true, "no secret of this pod could be read"
	}
	return act
}
