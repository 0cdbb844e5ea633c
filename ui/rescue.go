package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Rescuer is a Backend that knows of pods which an earlier program deleted
// and, because it was killed, did not create again.
type Rescuer interface {
	// Lost are the fixes that create them.
	Lost(ctx context.Context) []diagnose.Fix

	// Forget drops what is kept of such a pod.
	Forget(f diagnose.Fix)
}

// lostMsg: such a pod was found at the start, or after another was dealt with.
type lostMsg struct {
	from Rescuer
	fix  diagnose.Fix
}

// lostPod is the ID of the fixes of Lost.
const lostPod = "create-lost-pod"

// rescue is a lost pod that the user is asked about.
type rescue struct {
	fix  diagnose.Fix
	from Rescuer
}

// lookForLost asks for lost pods once, at the start.
func (a *app) lookForLost() tea.Cmd {
	r, ok := a.backend.(Rescuer)
	if !ok {
		return nil
	}
	ctx := a.ctx
	return func() tea.Msg {
		if lost := r.Lost(ctx); len(lost) > 0 {
			return lostMsg{from: r, fix: lost[0]}
		}
		return nil
	}
}

// offerLost opens the preview of a lost pod, unless the user is at something.
func (a *app) offerLost(msg lostMsg) tea.Cmd {
	if r, ok := a.backend.(Rescuer); !ok || r != msg.from { // another context by now
		return nil
	}
	a.rescue = &rescue{msg.fix, msg.from}
	a.notes.keep(a.now(), "! "+msg.fix.Title+": press y to create it, d to forget it")
	if len(a.stack) > 1 {
		return nil
	}
	return openPreview(a, msg.fix, nil)
}

// forget drops a lost pod that the user does not want back.
func (p *preview) forget() tea.Cmd {
	r := p.a.rescue
	p.a.rescue = nil
	cancel := p.cancel()
	p.a.notes.say(p.a.now(), "forgotten: "+p.fix.Title)
	return tea.Batch(cancel, func() tea.Msg { r.from.Forget(r.fix); return nil }, p.a.lookForLost())
}
