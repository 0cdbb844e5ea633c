package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

type (
	// contextsMsg: the kubeconfig was read for its contexts.
	contextsMsg struct {
		asked   *palette
		names   []string
		current string
		err     error
	}

	// switchedMsg: a backend for another context is ready.
	switchedMsg struct {
		backend ui.Backend
		options ui.Options
		err     error
	}
)

// contextAction offers the contexts of the kubeconfig.
func contextAction(a *program) screen.Action {
	act := screen.Action{Key: screen.KeyContext, Help: "context", Doc: "switch to another context of the kubeconfig", Hidden: true,
		Do: func() tea.Cmd {
			list, p := a.Options.Contexts, newWaitingPalette(a, "context ", "the kubeconfig")
			a.Push(p)
			return func() tea.Msg {
				names, current, err := list()
				return contextsMsg{p, names, current, err}
			}
		}}
	switch {
	case a.Options.Practice:
		act.Disabled = "the practice cluster is the only one; restart without --train"
	case a.Options.Contexts == nil || a.Options.Switch == nil:
		act.Disabled = "no kubeconfig is used here"
	case a.Writing > 0:
		act.Disabled = "a fix is being applied"
	}
	return act
}

// offerContexts shows the contexts in the palette that waits for them.
func (a *program) offerContexts(m contextsMsg) tea.Cmd {
	switch {
	case m.err != nil:
		a.Keep("× " + m.err.Error())
	case len(m.names) == 0:
		a.Say("the kubeconfig has no contexts")
	default:
		a.contexts = m.names
		return m.asked.arrived()
	}
	if a.Top() == m.asked {
		a.Pop()
	}
	return nil
}

// contextCommands are the contexts in the palette, once they were read.
func (a *program) contextCommands() []command {
	var out []command
	for _, name := range a.contexts {
		act := screen.Action{Doc: "switch to this context", Disabled: contextAction(a).Disabled, Do: func() tea.Cmd {
			open := a.Options.Switch
			return func() tea.Msg {
				if open == nil {
					return switchedMsg{err: errors.New("contexts cannot be switched here")}
				}
				b, o, err := open(name)
				return switchedMsg{b, o, err}
			}
		}}
		if name == a.Options.Context {
			act.Disabled = "this is the current context"
		}
		out = append(out, command{"context " + cell.Clean(name), act})
	}
	return out
}

// switched shows another cluster: nothing of the one before stays.
func (a *program) switched(m switchedMsg) tea.Cmd {
	switch {
	case m.err != nil:
		a.Keep("× " + m.err.Error())
		return nil
	case a.Writing > 0: // begun while the other was opened
		a.Say("a fix is being applied; the context was not changed")
		return nil
	}
	a.unwatch()
	a.Backend = m.backend
	a.Options.Context, a.Options.Namespace, a.Options.Login, a.Options.Practice = m.options.Context, m.options.Namespace, m.options.Login, m.options.Practice
	a.Options.Namespaces, a.Options.Reach = m.options.Namespaces, m.options.Reach
	a.startOver()
	a.Say("switched to context " + a.Options.Context)
	return tea.Batch(a.watch(), a.lookForLost())
}

// startOver drops all that was shown.
func (a *program) startOver() {
	a.State, a.running, a.waiting, a.names = screen.State{}, false, nil, nil
	a.Reveal.End()
	a.showList()
}

// showCluster switches to the cluster of a lesson, or back.
func (a *program) showCluster(m screen.ShowClusterMsg) {
	a.unwatch()
	a.Backend, a.Options.Login, a.Options.Namespace = m.Backend, m.Login, m.Namespace
	names := a.names
	a.startOver()
	a.names = names
}

// watch follows the backend until unwatch. What an earlier one still has to
// say carries an older number and is dropped.
func (a *program) watch() tea.Cmd {
	ctx, cancel := context.WithCancel(a.Ctx)
	a.unwatch = cancel
	a.source++
	a.updates = a.Backend.Watch(ctx)
	return listen(a.updates, a.source)
}
