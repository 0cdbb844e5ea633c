package ui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// copyAction copies the kubectl commands of a fix with OSC 52. There is never
// a password in them.
func copyAction(env *Env, f *diagnose.Fix, why string) action {
	if why == "" && (f == nil || len(f.Commands) == 0) {
		why = "this fix has no kubectl commands"
	}
	return action{keys: []string{"c"}, help: "copy commands", doc: "copy the same fix as kubectl commands", why: why,
		do: func() tea.Cmd {
			env.Say("copied " + plural(len(f.Commands), "kubectl command"))
			return tea.SetClipboard(strings.Join(f.Commands, "\n") + "\n")
		}}
}
