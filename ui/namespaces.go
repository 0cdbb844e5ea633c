package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// allNamespaces is what Options.Namespace says of a whole cluster.
const allNamespaces = "all namespaces"

// namespacesMsg: the cluster was asked for its namespaces.
type namespacesMsg struct {
	asked  *palette
	source int
	names  []string
}

// namesTime is how long the cluster may take to name them.
const namesTime = 5 * time.Second

// oneNamespace says whether only a part of the cluster is read, so that another
// namespace has to be read first.
func (a *app) oneNamespace() bool {
	return a.o.Reach != nil && a.o.Namespace != allNamespaces && !a.inRoom()
}

// namespaceHelp names the key that offers them.
const namespaceHelp = "namespace"

// namesKnown says whether the palette can list them without asking.
func (a *app) namesKnown() bool { return !a.oneNamespace() || len(a.names) > 0 }

// chooseNamespace offers the namespaces: those with failing pods as a filter,
// or those of the cluster where only one of them is read.
func (a *app) chooseNamespace() tea.Cmd {
	if !a.oneNamespace() || a.o.Namespaces == nil {
		a.push(newPalette(a, "namespace "))
		return nil
	}
	ask, source, parent := a.o.Namespaces, a.source, a.ctx
	p := newWaitingPalette(a, "namespace ", "the cluster's namespaces")
	a.push(p)
	return func() tea.Msg {
		ctx, stop := context.WithTimeout(parent, namesTime)
		defer stop()
		return namespacesMsg{p, source, ask(ctx)}
	}
}

func (a *app) offerNamespaces(m namespacesMsg) tea.Cmd {
	if m.source != a.source {
		return nil
	}
	if len(m.names) == 0 {
		a.notes.say(a.now(), "the cluster does not tell its namespaces; start with -n NAME")
	}
	a.names = m.names
	return m.asked.come()
}

// everyNamespace shows all of them: without a filter, or by reading them.
func (a *app) everyNamespace() tea.Cmd {
	if a.oneNamespace() {
		return a.reach("")
	}
	l := a.home()
	l.setFilter(withNamespace(l.text.text, ""))
	return nil
}

// reach goes over to another part of the same cluster.
func (a *app) reach(namespace string) tea.Cmd {
	if a.writing > 0 {
		a.notes.say(a.now(), "a fix is being carried out; the namespace stays")
		return nil
	}
	a.unwatch()
	a.backend, a.o.Namespace = a.o.Reach(namespace)
	a.forget()
	a.notes.say(a.now(), "now reading "+a.o.Namespace)
	return a.watch()
}

// namespaceCommands are the namespaces in the palette.
func (a *app) namespaceCommands() []command {
	l := a.stack[0].(*list)
	all := action{doc: "show all namespaces", do: a.everyNamespace}
	out := []command{{"namespace all", all}}
	if a.oneNamespace() {
		for _, ns := range a.names {
			act := action{doc: "read this namespace instead", do: func() tea.Cmd { return a.reach(ns) }}
			if ns == a.o.Namespace {
				act.why = "this is the namespace that is shown"
			}
			out = append(out, command{"namespace " + cell.Clean(ns), act})
		}
		return out
	}
	for _, ns := range l.namespaces() {
		act := action{doc: "show only what fails in " + ns, do: func() tea.Cmd {
			a.home().setFilter(withNamespace(l.text.text, ns))
			return nil
		}}
		out = append(out, command{"namespace " + ns, act})
	}
	return out
}
