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
	return a.Options.Reach != nil && a.Options.Namespace != allNamespaces && !a.InLesson
}

// namesKnown says whether the palette can list them without asking.
func (a *app) namesKnown() bool { return !a.oneNamespace() || len(a.names) > 0 }

// chooseNamespace offers the namespaces: those with failing pods as a filter,
// or those of the cluster where only one of them is read.
func (a *app) chooseNamespace() tea.Cmd {
	if !a.oneNamespace() || a.Options.Namespaces == nil {
		a.Push(newPalette(a, "namespace "))
		return nil
	}
	ask, source, parent := a.Options.Namespaces, a.source, a.Ctx
	p := newWaitingPalette(a, "namespace ", "the cluster's namespaces")
	a.Push(p)
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
		a.Say("the cluster does not tell its namespaces; start with -n NAME")
	}
	a.names = m.names
	return m.asked.come()
}

// everyNamespace shows all of them: without a filter, or by reading them.
func (a *app) everyNamespace() tea.Cmd {
	if a.oneNamespace() {
		return a.reach("")
	}
	a.Home()
	a.list().setFilter(withNamespace(a.list().text.text, ""))
	return nil
}

// reach goes over to another part of the same cluster.
func (a *app) reach(namespace string) tea.Cmd {
	if a.Writing > 0 {
		a.Say("a fix is being carried out; the namespace stays")
		return nil
	}
	a.unwatch()
	a.Backend, a.Options.Namespace = a.Options.Reach(namespace)
	a.startOver()
	a.Say("now reading " + a.Options.Namespace)
	return a.watch()
}

// namespaceCommands are the namespaces in the palette.
func (a *app) namespaceCommands() []command {
	l := a.list()
	all := action{doc: "show all namespaces", do: a.everyNamespace}
	out := []command{{"namespace all", all}}
	if a.oneNamespace() {
		for _, ns := range a.names {
			act := action{doc: "read this namespace instead", do: func() tea.Cmd { return a.reach(ns) }}
			if ns == a.Options.Namespace {
				act.why = "this is the namespace that is shown"
			}
			out = append(out, command{"namespace " + cell.Clean(ns), act})
		}
		return out
	}
	for _, ns := range l.namespaces() {
		act := action{doc: "show only what fails in " + ns, do: func() tea.Cmd {
			a.Home()
			l.setFilter(withNamespace(l.text.text, ns))
			return nil
		}}
		out = append(out, command{"namespace " + ns, act})
	}
	return out
}
