package export

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// CommandsAction copies the kubectl commands of a fix with OSC 52. There is never
// a password in them.
func CommandsAction(env *screen.Env, f *diagnose.Fix, why string) screen.Action {
	if why == "" && (f == nil || len(f.Commands) == 0) {
		why = "this fix has no kubectl commands"
	}
	return screen.Action{Key: screen.KeyCommands, Help: "copy commands", Doc: "copy this fix as kubectl commands", Disabled: why,
		Do: func() tea.Cmd {
			env.Say("copied " + present.Plural(len(f.Commands), "kubectl command"))
			return tea.SetClipboard(strings.Join(f.Commands, "\n") + "\n")
		}}
}
