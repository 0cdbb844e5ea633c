package ui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

func (s *diagnosis) actions() []action {
	noFix, blocked := "", ""
	f := s.chosenFix()
	switch {
	case s.gone:
		noFix = "this pod no longer fails"
	case f == nil:
		noFix = "no fix is known for this cause"
	}
	if noFix == "" && len(s.fixes()) < 2 {
		blocked = "there is only this one"
	}
	enter := action{keys: []string{"enter", "right", "l"}, help: "evidence", doc: "what was seen at this link", do: s.enter}
	if s.onFix() {
		enter.help, enter.doc, enter.why = "preview fix", "what this fix would change", noFix
	}
	onlyOne := ""
	if len(s.siblings()) < 2 {
		onlyOne = "only one container of this pod fails"
	}
	own := []action{
		enter,
		{keys: []string{"f"}, help: "fix", doc: "preview the chosen fix", why: noFix, do: s.preview},
		{keys: []string{"n"}, help: "next fix", why: firstNonEmpty(noFix, blocked), do: s.nextFix},
		copyAction(s.env, f, noFix),
		yamlAction(s.env, s.d, ""),
		{keys: []string{"tab"}, help: "container", doc: "the next failing container of this pod", why: onlyOne, do: s.nextContainer},
		{keys: []string{"left", "h"}, help: "back", quiet: true, do: func() tea.Cmd { s.env.Pop(); return nil }},
	}
	if link, ok := s.link(); ok && s.env.Width >= wideWidth {
		own = append(own, revealAction(s.env, s.d, link, func() { s.seek = true }))
	}
	m := moves("link", s.move, func() int { return 6 })
	for i := range m { // the text below the chain scrolls by half pages
		switch {
		case slices.Contains(m[i].keys, "ctrl+d"):
			m[i].do = func() tea.Cmd { s.scroll.By(max(s.page/2, 1)); return nil }
		case slices.Contains(m[i].keys, "ctrl+u"):
			m[i].do = func() tea.Cmd { s.scroll.By(-max(s.page/2, 1)); return nil }
		}
	}
	return append(append(m[:1:1], own...), m[1:]...)
}
