package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// Update takes one message. It does no I/O: whatever takes time is returned
// as a command.
func (a *program) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.Width, a.Height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		if a.asksBackground() {
			a.setTheme(msg.IsDark())
		}
	case tea.KeyPressMsg:
		return a, a.key(msg)
	case tea.MouseWheelMsg:
		return a, a.wheel(msg)
	case tea.MouseClickMsg:
		return a, a.click(msg)
	case tea.PasteMsg:
		if in := a.Top().Input(); in != nil {
			in.Paste(msg.Content)
		}
	case updateMsg:
		if msg.source == a.source {
			return a, a.updated(msg)
		}
	case diagnosedMsg:
		if msg.source == a.source {
			a.course.Diagnosed(msg.truth)
			return a, a.diagnosed(msg.reading)
		}
	case namespacesMsg:
		return a, a.offerNamespaces(msg)
	case contextsMsg:
		return a, a.offerContexts(msg)
	case switchedMsg:
		return a, a.switched(msg)
	case tea.ColorProfileMsg:
		a.sixteen = msg.String() == "ANSI"
		a.setTheme(a.dark)
	case screen.TickMsg:
		a.Frame++
		a.Notes.Expire(a.Now())
		return a, tea.Batch(tick(a.pace()), a.broadcast(msg), a.course.Look(), a.forgetOld())
	case fix.NextPodMsg:
		return a, a.nextPod(msg)
	case pod.StepMsg:
		a.stepPod(msg.By)
	case list.ChooseNamespaceMsg:
		return a, a.chooseNamespace()
	case list.EveryNamespaceMsg:
		return a, a.everyNamespace()
	case screen.ShowClusterMsg:
		a.showCluster(msg)
	case screen.AnsweredMsg:
		return a, a.answered(msg.Answers)
	case screen.AgainMsg:
		return a, a.diagnoseAgain()
	case screen.WatchMsg:
		return a, a.watch()
	case export.SavedMsg:
		a.saved(msg)
	case lostMsg:
		return a, a.offerLost(msg)
	case fix.AppliedMsg:
		a.Writing--
		return a, a.broadcast(msg)
	default:
		if cmd, ok := a.course.Update(msg); ok {
			return a, cmd
		}
		return a, a.broadcast(msg)
	}
	return a, nil
}

// broadcast passes a message to every screen, also to those underneath.
func (a *program) broadcast(msg tea.Msg) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.Stack {
		cmds = append(cmds, s.Update(msg))
	}
	return tea.Batch(cmds...)
}

// updated takes over what the backend said. A diagnosis of the snapshot runs
// as a command, one at a time, always of the newest.
func (a *program) updated(msg updateMsg) tea.Cmd {
	if !msg.ok {
		a.State.Ended, a.State.Live, a.State.Progress = true, false, ""
		return nil
	}
	u := msg.update
	a.State.Live, a.State.AsOf = u.Live, u.Heard
	if u.Progress != a.State.Progress {
		a.State.Progress, a.State.Since = u.Progress, a.Now()
	}
	if u.Err != nil && (a.State.Err == nil || a.State.Err.Error() != u.Err.Error()) {
		a.Keep("× " + u.Err.Error())
		if _, ok := a.Top().(*list.List); ok { // it says so itself, for as long as it lasts
			a.Notes.Dismiss()
		}
	}
	a.State.Err = u.Err
	if u.Snapshot = a.State.Usable(u); u.Snapshot == nil {
		return listen(a.updates, a.source)
	}
	return tea.Batch(listen(a.updates, a.source), a.diagnose(u.Snapshot))
}

func (a *program) diagnose(s *diagnose.Snapshot) tea.Cmd {
	switch {
	case s == nil || s == a.asked: // an update that brings no news of the pods
		return nil
	case a.running:
		a.waiting = s
		return nil
	}
	a.running, a.asked = true, s
	return diagnoseCmd(s, a.State.Answers, a.source, a.Options.Version, a.list().Following(), a.Options.Clock, a.course.Veiled())
}

// answered takes over what registries answered, and diagnoses again.
func (a *program) answered(answers diagnose.RegistryAnswers) tea.Cmd {
	a.State.Answers = a.State.Answers.With(answers, a.Now())
	return a.diagnoseAgain()
}

// forgetOld diagnoses again when answers of registries are too old to count.
func (a *program) forgetOld() tea.Cmd {
	fresh, old := a.State.Answers.Fresh(a.Now())
	if !old {
		return nil
	}
	a.State.Answers = fresh
	return a.diagnoseAgain()
}

// diagnoseAgain diagnoses what is shown with the answers that count now.
func (a *program) diagnoseAgain() tea.Cmd {
	s := a.State.Snapshot()
	if a.State.Result == nil {
		return nil
	}
	if a.asked == s {
		a.asked = nil
	}
	return a.diagnose(s)
}

func (a *program) diagnosed(r list.Reading) tea.Cmd {
	a.running = false
	next := a.waiting
	a.waiting = nil
	if r.Result != nil {
		a.State.Result, a.State.Taken = r.Result, a.Now()
	}
	a.list().Take(r)
	return tea.Batch(a.broadcast(screen.FreshMsg{}), a.diagnose(next), a.course.Look())
}

// key finds what a key does here: first on the screen, then as a character of
// a text, then everywhere.
func (a *program) key(msg tea.KeyPressMsg) tea.Cmd {
	key := msg.String()
	if key == "ctrl+c" {
		return a.leave()
	}
	a.leaving = false
	s, in := a.Top(), a.Top().Input()
	a.Notes.Dismiss()
	if p, ok := s.(*fix.Preview); ok {
		defer p.KeyPressed()
	}
	if act, ok := screen.FindAction(a.Keys.Bind(s.Actions()), key, in != nil); ok {
		return a.Run(act)
	}
	if in != nil && in.Key(msg) {
		return nil
	}
	if act, ok := screen.FindAction(a.others(s), key, in != nil); ok {
		return a.Run(act)
	}
	return nil
}

// errWriting is why one key press is not enough to leave.
var errWriting = errors.New("a fix is being applied; press ctrl+c again to quit, it finishes in the background")

func (a *program) leave() tea.Cmd {
	if a.Writing > 0 && !a.leaving {
		a.leaving = true
		a.Say(errWriting.Error())
		return nil
	}
	return tea.Quit
}

// stepPod opens the diagnosis of the next pod of the list in place of this one.
func (a *program) stepPod(by int) {
	a.Home()
	a.list().Step(by)
}

// nextPod goes to the next failing pod on the list.
func (a *program) nextPod(m fix.NextPodMsg) tea.Cmd {
	a.Home()
	if !a.list().Next(m.Skip) {
		a.Say("no other failing pods")
	}
	return nil
}

// saved says how writing a file ended.
func (a *program) saved(m export.SavedMsg) {
	if m.Err != nil {
		a.Keep("× " + m.Err.Error())
		return
	}
	a.Say(m.Text)
}
