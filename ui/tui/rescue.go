package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// lostMsg: such a pod was found at the start, or after another was dealt with.
type lostMsg struct {
	from ui.Rescuer
	fix  diagnose.Fix
}

// lookForLost asks for lost pods once, at the start.
func (a *program) lookForLost() tea.Cmd {
	r, ok := a.Backend.(ui.Rescuer)
	if !ok {
		return nil
	}
	ctx := a.Ctx
	return func() tea.Msg {
		if lost := r.Lost(ctx); len(lost) > 0 {
			return lostMsg{from: r, fix: lost[0]}
		}
		return nil
	}
}

// offerLost opens the preview of a lost pod, unless the user is at something.
func (a *program) offerLost(msg lostMsg) tea.Cmd {
	if r, ok := a.Backend.(ui.Rescuer); !ok || r != msg.from { // another context by now
		return nil
	}
	a.Keep("! " + msg.fix.Title + ": press " + a.Keys.Label(screen.KeyApply) + " to create it, " + a.Keys.Label(screen.KeyDiscard) + " to discard it")
	if len(a.Stack) > 1 {
		return nil
	}
	return fix.OpenLost(a.Env, msg.fix, func() tea.Cmd { return a.forgetLost(msg) })
}

// forgetLost discards a lost pod.
func (a *program) forgetLost(msg lostMsg) tea.Cmd {
	a.Say("discarded: " + msg.fix.Title)
	return tea.Batch(func() tea.Msg { msg.from.Forget(msg.fix); return nil }, a.lookForLost())
}
