package ui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
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
		backend Backend
		options Options
		err     error
	}
)

// contextAction offers the contexts of the kubeconfig.
func contextAction(a *app) action {
	act := action{keys: []string{"C"}, help: "context", doc: "look at another cluster: choose a context of the kubeconfig", quiet: true,
		do: func() tea.Cmd {
			list, p := a.o.Contexts, newWaitingPalette(a, "context ", "the kubeconfig")
			a.push(p)
			return func() tea.Msg {
				names, current, err := list()
				return contextsMsg{p, names, current, err}
			}
		}}
	switch {
	case a.o.Practice:
		act.why = "the practice cluster is the only one; leave and start without --train"
	case a.o.Contexts == nil || a.o.Switch == nil:
		act.why = "no kubeconfig is used here"
	case a.writing > 0:
		act.why = "a fix is being carried out"
	}
	return act
}

// offer shows the contexts in the palette that waits for them.
func (a *app) offer(m contextsMsg) tea.Cmd {
	switch {
	case m.err != nil:
		a.notes.keep(a.now(), "× "+m.err.Error())
	case len(m.names) == 0:
		a.notes.say(a.now(), "the kubeconfig has no contexts")
	default:
		a.contexts = m.names
		return m.asked.come()
	}
	if a.top() == m.asked {
		a.pop()
	}
	return nil
}

// contextCommands are the contexts in the palette, once they were read.
func (a *app) contextCommands() []command {
	var out []command
	for _, name := range a.contexts {
		act := action{doc: "look at the cluster of this context", why: contextAction(a).why, do: func() tea.Cmd {
			open := a.o.Switch
			return func() tea.Msg {
				if open == nil {
					return switchedMsg{err: errors.New("there is no way to another context here")}
				}
				b, o, err := open(name)
				return switchedMsg{b, o, err}
			}
		}}
		if name == a.o.Context {
			act.why = "this is the context that is shown"
		}
		out = append(out, command{"context " + cell.Clean(name), act})
	}
	return out
}

// switched goes over to another cluster: nothing of the one before stays.
func (a *app) switched(m switchedMsg) tea.Cmd {
	switch {
	case m.err != nil:
		a.notes.keep(a.now(), "× "+m.err.Error())
		return nil
	case a.writing > 0: // begun while the other was opened
		a.notes.say(a.now(), "a fix is being carried out; the context stays")
		return nil
	}
	a.unwatch()
	a.backend = m.backend
	a.o.Context, a.o.Namespace, a.o.Login, a.o.Practice = m.options.Context, m.options.Namespace, m.options.Login, m.options.Practice
	a.o.Namespaces, a.o.Reach = m.options.Namespaces, m.options.Reach
	a.forget()
	a.notes.say(a.now(), "now on context "+a.o.Context)
	return tea.Batch(a.watch(), a.lookForLost())
}

// forget begins anew: nothing of what was shown stays.
func (a *app) forget() {
	a.state, a.running, a.waiting, a.names = state{}, false, nil, nil
	a.reveal.end()
	a.stack = []screen{newList(a)}
}

// watch follows the backend until unwatch. What an earlier one still has to
// say carries an older number and is dropped.
func (a *app) watch() tea.Cmd {
	ctx, cancel := context.WithCancel(a.ctx)
	a.unwatch = cancel
	a.source++
	a.updates = a.backend.Watch(ctx)
	return listen(a.updates, a.source)
}
