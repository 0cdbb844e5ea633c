package ui

import tea "charm.land/bubbletea/v2"

func (l *list) actions() []action {
	if l.filtering {
		return l.filterActions()
	}
	none := ""
	if l.current() == nil {
		none = "no failing pod is selected"
	}
	fix := none
	if fix == "" && len(rootOf(l.current()).Fixes) == 0 {
		fix = "no fix is known for this cause"
	}
	view := "by cause"
	if l.byCause {
		view = "by pod"
	}
	own := []action{
		{keys: []string{"enter", "right", "l"}, help: "diagnose", doc: "show why this pod cannot pull", why: none, do: l.open},
		{keys: []string{"/"}, help: "filter", doc: "narrow the list: words, !word, ns:NAME, cause:WORD",
			do: func() tea.Cmd { l.filtering = true; return nil }},
		{keys: []string{"tab"}, help: view, doc: "one row a pod, or one row a cause",
			do: func() tea.Cmd { l.byCause = !l.byCause; l.arrange(); return nil }},
		{keys: []string{"f"}, help: "fix", doc: "preview the best fix", why: fix, do: l.openFix},
		yamlAction(l.env, l.current(), none),
		{keys: []string{"n"}, help: namespaceHelp, doc: "show another namespace, or one only", quiet: true,
			do: func() tea.Cmd { return l.env.Send(chooseNamespaceMsg{}) }},
		{keys: []string{"0"}, help: "all namespaces", quiet: true,
			do: func() tea.Cmd { return l.env.Send(everyNamespaceMsg{}) }},
	}
	if l.text.text != "" {
		own = append(own, action{keys: []string{"esc"}, help: "clear filter",
			do: func() tea.Cmd { l.setFilter(""); return nil }})
	}
	m := moves("move", l.move, func() int { return l.page })
	return append(append(m[:1:1], own...), m[1:]...)
}

// filterActions are the keys while the filter is typed.
func (l *list) filterActions() []action {
	return []action{
		{keys: []string{"enter"}, help: "keep filter", do: func() tea.Cmd { l.filtering = false; return nil }},
		{keys: []string{"up"}, label: "↑↓", help: "move", do: func() tea.Cmd { l.move(-1); return nil }},
		{keys: []string{"down"}, quiet: true, do: func() tea.Cmd { l.move(1); return nil }},
		{keys: []string{"ctrl+u"}, help: "clear", do: func() tea.Cmd { l.setFilter(""); return nil }},
		{keys: []string{"esc"}, help: "no filter", do: func() tea.Cmd {
			l.filtering = false
			l.setFilter("")
			return nil
		}},
	}
}
