package pod

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// revealAction shows the passwords of the secrets at a link, and hides them. seek
// brings them on the screen.
func revealAction(env *screen.Env, d *diagnose.Diagnosis, l diagnose.Link, seek func()) screen.Action {
	act := screen.Action{Key: screen.KeyReveal, Help: "show passwords",
		Doc: fmt.Sprintf("show the decoded passwords for %d seconds", int(screen.RevealTime.Seconds())),
		Do:  func() tea.Cmd { env.Reveal.Start(env.Now()); seek(); return nil }}
	switch {
	case env.Revealed():
		act.Help, act.Doc = "hide passwords", ""
		act.Do = func() tea.Cmd { env.Reveal.End(); return nil }
	case !showsSecrets(l.ID):
		act.Hidden, act.Disabled = true, "passwords are shown at the secret and its entry"
	case len(secretsOf(env.State.Snapshot(), d)) == 0:
		act.Hidden, act.Disabled = true, "no secret of this pod could be read"
	}
	return act
}
