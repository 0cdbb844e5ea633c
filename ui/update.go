package ui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Update takes one message. It does no I/O: whatever takes time is returned
// as a command.
func (a *app) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.w, a.h = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		if a.o.Theme == "auto" {
			a.setTheme(msg.IsDark())
		}
	case tea.KeyPressMsg:
		return a, a.key(msg)
	case tea.PasteMsg:
		if in := a.top().input(); in != nil {
			in.paste(msg.Content)
		}
	case updateMsg:
		if msg.source == a.source {
			return a, a.updated(msg)
		}
	case diagnosedMsg:
		if msg.source == a.source {
			return a, a.diagnosed(msg.reading)
		}
	case namespacesMsg:
		return a, a.offerNamespaces(msg)
	case contextsMsg:
		return a, a.offer(msg)
	case switchedMsg:
		return a, a.switched(msg)
	case tea.ColorProfileMsg:
		a.sixteen = msg.String() == "ANSI"
		a.setTheme(a.dark)
	case tickMsg:
		a.frame++
		a.notes.expire(a.now())
		return a, tea.Batch(tick(a.pace()), a.tell(msg), a.look())
	case courseMsg:
		return a, a.courseRead(msg)
	case wordsMsg:
		a.showWords(msg)
	case roomMsg:
		return a, a.enter(msg)
	case keptMsg:
		a.notes.keep(a.now(), "! "+msg.err.Error())
	case lookedMsg:
		a.looked(msg)
	case savedMsg:
		a.saved(msg)
	case lostMsg:
		return a, a.offerLost(msg)
	case appliedMsg:
		a.writing--
		return a, a.tell(msg)
	default:
		return a, a.tell(msg)
	}
	return a, nil
}

// tell passes a message to every screen, also to those underneath.
func (a *app) tell(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.stack {
		cmds = append(cmds, s.update(msg))
	}
	return tea.Batch(cmds...)
}

// updated takes over what the backend said. A diagnosis of the snapshot runs
// as a command, one at a time, always of the newest.
func (a *app) updated(msg updateMsg) tea.Cmd {
	if !msg.ok {
		a.state.ended, a.state.live, a.state.progress = true, false, ""
		return nil
	}
	u := msg.update
	a.state.live, a.state.heard = u.Live, u.Heard
	if u.Progress != a.state.progress {
		a.state.progress, a.state.since = u.Progress, a.now()
	}
	if u.Err != nil && (a.state.err == nil || a.state.err.Error() != u.Err.Error()) {
		a.notes.keep(a.now(), "× "+u.Err.Error())
		if _, ok := a.top().(*list); ok { // it says so itself, for as long as it lasts
			a.notes.dismiss()
		}
	}
	a.state.err = u.Err
	if u.Snapshot = a.state.worth(u); u.Snapshot == nil {
		return listen(a.updates, a.source)
	}
	return tea.Batch(listen(a.updates, a.source), a.diagnose(u.Snapshot))
}

func (a *app) diagnose(s *diagnose.Snapshot) tea.Cmd {
	switch {
	case s == nil || s == a.asked: // an update that brings no news of the pods
		return nil
	case a.running:
		a.waiting = s
		return nil
	}
	a.running, a.asked = true, s
	return diagnoseCmd(s, a.source, a.o.Version, a.stack[0].(*list).healed.copy(), a.o.Clock)
}

func (a *app) diagnosed(r reading) tea.Cmd {
	a.running = false
	next := a.waiting
	a.waiting = nil
	if r.result != nil {
		a.state.result, a.state.taken = r.result, a.now()
	}
	return tea.Batch(a.tell(freshMsg{r}), a.diagnose(next), a.look())
}

// key finds what a key does here: first on the screen, then as a character of
// a text, then everywhere.
func (a *app) key(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if key == "ctrl+c" {
		return a.leave()
	}
	a.leaving = false
	s, in := a.top(), a.top().input()
	a.notes.dismiss()
	if p, ok := s.(*preview); ok {
		defer p.quiet.key(a.now())
	}
	if act, ok := find(s.actions(), key, in != nil); ok {
		return a.do(act)
	}
	if in != nil && in.key(msg) {
		return nil
	}
	if act, ok := find(a.everywhere(), key, in != nil); ok {
		return a.do(act)
	}
	return nil
}

// do carries an action out, or says why it cannot be.
func (a *app) do(act action) tea.Cmd {
	if act.why != "" {
		a.notes.refuse(a.now(), act.name()+": "+act.why)
		return nil
	}
	if act.do == nil {
		return nil
	}
	return act.do()
}

// errWriting is why one key press is not enough to leave.
var errWriting = errors.New("a fix is being carried out; press ctrl+c again to leave, it is finished in the background")

func (a *app) leave() tea.Cmd {
	if a.writing > 0 && !a.leaving {
		a.leaving = true
		a.notes.say(a.now(), errWriting.Error())
		return nil
	}
	return tea.Quit
}
