package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/screen"
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
func (a *program) oneNamespace() bool {
	return a.Options.Reach != nil && a.Options.Namespace != allNamespaces && !a.InLesson
}

// namesKnown says whether the palette can list them without asking.
func (a *program) namesKnown() bool { return !a.oneNamespace() || len(a.names) > 0 }

// chooseNamespace offers the namespaces: those with failing pods as a filter,
// or those of the cluster where only one of them is read.
func (a *program) chooseNamespace() tea.Cmd {
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

func (a *program) offerNamespaces(m namespacesMsg) tea.Cmd {
	if m.source != a.source {
		return nil
	}
	if len(m.names) == 0 {
		a.Say("namespaces cannot be listed; start with -n NAME")
	}
	a.names = m.names
	return m.asked.arrived()
}

// everyNamespace shows all of them: without a filter, or by reading them.
func (a *program) everyNamespace() tea.Cmd {
	if a.oneNamespace() {
		return a.reach("")
	}
	a.Home()
	a.list().FilterNamespace("")
	return nil
}

// reach switches to another part of the same cluster.
func (a *program) reach(namespace string) tea.Cmd {
	if a.Writing > 0 {
		a.Say("a fix is being applied; the namespace was not changed")
		return nil
	}
	a.unwatch()
	a.Backend, a.Options.Namespace = a.Options.Reach(namespace)
	a.startOver()
	a.Say("now reading " + a.Options.Namespace)
	return a.watch()
}

// namespaceCommands are the namespaces in the palette.
func (a *program) namespaceCommands() []command {
	l := a.list()
	all := screen.Action{Doc: "show all namespaces", Do: a.everyNamespace}
	out := []command{{"namespace all", all}}
	if a.oneNamespace() {
		for _, ns := range a.names {
			act := screen.Action{Doc: "read this namespace instead", Do: func() tea.Cmd { return a.reach(ns) }}
			if ns == a.Options.Namespace {
				act.Disabled = "this is the current namespace"
			}
			out = append(out, command{"namespace " + cell.Clean(ns), act})
		}
		return out
	}
	for _, ns := range l.Namespaces() {
		act := screen.Action{Doc: "show only failing pods in " + ns, Do: func() tea.Cmd {
			a.Home()
			l.FilterNamespace(ns)
			return nil
		}}
		out = append(out, command{"namespace " + ns, act})
	}
	return out
}
