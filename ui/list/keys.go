package list

import (
	tea "charm.land/bubbletea/v2"

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
	own := []screen.Action{
		{Keys: []string{"enter", "right", "l"}, Help: "diagnose", Doc: "show why this pod cannot pull", Disabled: none, Do: l.open},
		{Keys: []string{"/"}, Help: "filter", Doc: "filter the list: words, !word, ns:NAME, cause:WORD",
			Do: func() tea.Cmd { l.filtering = true; return nil }},
		{Keys: []string{"tab"}, Help: view, Doc: "one row per pod or one row per cause",
			Do: func() tea.Cmd { l.byCause = !l.byCause; l.arrange(); return nil }},
		{Keys: []string{"f"}, Help: "fix", Doc: "preview the best fix", Disabled: fix, Do: l.openFix},
		export.YAMLAction(l.env, l.Selected(), none),
		{Keys: []string{"n"}, Help: NamespaceHelp, Doc: "show another namespace, or one only", Hidden: true,
			Do: func() tea.Cmd { return l.env.Send(ChooseNamespaceMsg{}) }},
		{Keys: []string{"0"}, Help: "all namespaces", Hidden: true,
			Do: func() tea.Cmd { return l.env.Send(EveryNamespaceMsg{}) }},
	}
	if ask.Possible(l.env) {
		own = append(own, l.askAction(none))
	}
	if l.text.Value != "" {
		own = append(own, screen.Action{Keys: []string{"esc"}, Help: "clear filter",
			Do: func() tea.Cmd { l.setFilter(""); return nil }})
	}
	m := screen.MoveActions("move", l.move, func() int { return l.page })
	return append(append(m[:1:1], own...), m[1:]...)
}

// filterActions are the keys while the filter is typed.
func (l *List) filterActions() []screen.Action {
	return []screen.Action{
		{Keys: []string{"enter"}, Help: "keep filter", Do: func() tea.Cmd { l.filtering = false; return nil }},
		{Keys: []string{"up"}, Label: "↑↓", Help: "move", Do: func() tea.Cmd { l.move(-1); return nil }},
		{Keys: []string{"down"}, Hidden: true, Do: func() tea.Cmd { l.move(1); return nil }},
		{Keys: []string{"ctrl+u"}, Help: "clear", Do: func() tea.Cmd { l.setFilter(""); return nil }},
		{Keys: []string{"esc"}, Help: "no filter", Do: func() tea.Cmd {
			l.filtering = false
			l.setFilter("")
			return nil
		}},
	}
}
