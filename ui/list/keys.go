package list

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

func (l *List) Actions() []screen.Action {
	if l.filtering {
		return l.filterActions()
	}
	none := ""
	if l.Selected() == nil {
		none = "no failing pod is selected"
	}
	fix := none
	if fix == "" && len(present.Root(l.Selected()).Fixes) == 0 {
		fix = "no fix is known for this cause"
	}
	view := "by cause"
	if l.byCause {
		view = "by pod"
	}
	open := screen.Action{Key: screen.KeyOpen, Help: "diagnose", Doc: "show why this pod cannot pull", Disabled: none, Do: l.open}
	it, _ := l.item()
	if none == "" && it.kind == causeItem && it.pods > 1 {
		open.Help, open.Doc = "unfold", "show the pods of this cause"
		if it.open {
			open.Help, open.Doc = "fold", "hide the pods of this cause"
		}
	}
	if len(l.marked) > 0 {
		fix = ""
	}
	best := screen.Action{Key: screen.KeyFix, Help: "fix", Doc: "preview the best fix", Disabled: fix, Do: func() tea.Cmd { return l.openFix(0) }}
	if l.env.Hidden() {
		best = screen.Action{Key: screen.KeyFix, Help: "find the cause", Doc: "look where the pull stops", Disabled: none, Do: l.open}
	}
	own := []screen.Action{
		open,
		{Key: screen.KeyFind, Help: "filter", Doc: "filter the list: words, !word, ns:NAME, cause:WORD",
			Do: func() tea.Cmd { l.filtering = true; return nil }},
		{Key: screen.KeyNext, Help: view, Doc: "one row per pod or one row per cause",
			Do: func() tea.Cmd { l.byCause = !l.byCause; l.arrange(); return nil }},
		best,
		export.YAMLAction(l.env, l.Selected(), none),
		{Key: screen.KeyMark, Help: "mark", Doc: "mark this pod, or all of this cause; f then fixes all that are marked with one preview", Hidden: true, Disabled: none,
			Do: func() tea.Cmd { l.mark(); return nil }},
		{Key: screen.KeySort, Help: "sort", Doc: "sort by the next column: namespace, cause, registry, pods, age; S reverses the order", Hidden: true,
			Do: func() tea.Cmd { l.nextOrder(); return nil }},
		{Key: screen.KeyReverse, Hidden: true, Do: func() tea.Cmd { l.order.reversed = !l.order.reversed; l.arrange(); return nil }},
		{Key: screen.KeyNamespace, Help: NamespaceHelp, Doc: "show another namespace, or one only", Hidden: true,
			Do: func() tea.Cmd { return l.env.Send(ChooseNamespaceMsg{}) }},
		{Key: screen.KeyEverywhere, Help: "all namespaces", Hidden: true,
			Do: func() tea.Cmd { return l.env.Send(EveryNamespaceMsg{}) }},
	}
	if ask.Possible(l.env) {
		own = append(own, l.askAction(none))
	}
	if l.byCause {
		own = append(own, screen.Action{Key: screen.KeyOut, Help: "fold", Doc: "fold this cause", Hidden: true, Do: func() tea.Cmd { l.fold(false); return nil }})
	}
	switch {
	case len(l.marked) > 0:
		own = append(own, screen.Action{Key: screen.KeyBack, Help: "clear marks", Do: func() tea.Cmd { clear(l.marked); return nil }})
	case l.text.Value != "":
		own = append(own, screen.Action{Key: screen.KeyBack, Help: "clear filter",
			Do: func() tea.Cmd { l.setFilter(""); return nil }})
	}
	for i := range fixes(l.Selected()) {
		n := strconv.Itoa(i + 1)
		act := screen.Action{Key: screen.KeyNumber, Keys: []string{n}, Hidden: true, Do: func() tea.Cmd { return l.openFix(i) }}
		if i == 0 {
			act.Label, act.Help, act.Doc = "1-9", "fix by number", "preview the fix with this number"
		}
		own = append(own, act)
	}
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { l.around(n); return nil }
	}
	own = append(own,
		screen.Action{Key: screen.KeyNextMatch, Help: "next match", Doc: "the next row that matches the filter, around the end; N is the one before", Hidden: true, Do: step(1)},
		screen.Action{Key: screen.KeyPrevMatch, Hidden: true, Do: step(-1)})
	m := screen.MoveActions("move", l.move, func() int { return l.page })
	return append(append(m[:1:1], own...), m[1:]...)
}

// fixes are those of a diagnosis that have a number.
func fixes(d *diagnose.Diagnosis) []diagnose.Fix {
	if d == nil {
		return nil
	}
	all := present.Root(d).Fixes
	return all[:min(len(all), 9)]
}

// filterActions are the keys while the filter is typed.
func (l *List) filterActions() []screen.Action {
	return []screen.Action{
		{Key: screen.KeyEnter, Help: "keep filter", Do: func() tea.Cmd { l.filtering = false; return nil }},
		{Key: screen.KeyChooseUp, Help: "move", Do: func() tea.Cmd { l.move(-1); return nil }},
		{Key: screen.KeyChooseDown, Hidden: true, Do: func() tea.Cmd { l.move(1); return nil }},
		{Key: screen.KeyClear, Help: "clear", Do: func() tea.Cmd { l.setFilter(""); return nil }},
		{Key: screen.KeyBack, Help: "no filter", Do: func() tea.Cmd {
			l.filtering = false
			l.setFilter("")
			return nil
		}},
	}
}
