package ui

import (
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// revealTime is how long passwords stay on the screen once they were asked for.
const revealTime = 15 * time.Second

// reveal is the one permission to draw passwords. It ends by itself, and with
// every step to another screen or link.
type reveal struct{ until time.Time }

func (r *reveal) start(now time.Time) { r.until = now.Add(revealTime) }
func (r *reveal) end()                { r.until = time.Time{} }

// left is how long passwords may still be drawn; 0 for not at all.
func (r *reveal) left(now time.Time) time.Duration { return max(r.until.Sub(now), 0) }

// revealed says whether passwords are drawn now.
func (a *app) revealed() bool { return a.reveal.left(a.now()) > 0 }

// revealAction shows the passwords of the secrets at a link, and hides them. seek
// brings them on the screen.
func revealAction(a *app, d *diagnose.Diagnosis, l diagnose.Link, seek func()) action {
	act := action{keys: []string{"x"}, help: "show passwords",
		doc: fmt.Sprintf("show the decoded passwords for %d seconds", int(revealTime.Seconds())),
		do:  func() tea.Cmd { a.reveal.start(a.now()); seek(); return nil }}
	switch {
	case a.revealed():
		act.help, act.doc = "hide passwords", ""
		act.do = func() tea.Cmd { a.reveal.end(); return nil }
	case !showsSecrets(l.ID):
		act.quiet, act.why = true, "passwords are at the links Secret and Login key"
	case len(secretsOf(a.state.snapshot(), d)) == 0:
		act.quiet, act.why = true, "no secret of this pod could be read"
	}
	return act
}
