package pod

import (
	"slices"

	tea "charm.land/bubbletea/v2"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

func (s *Diagnosis) Actions() []screen.Action {
	noFix, blocked := "", ""
	f := s.ChosenFix()
	switch {
	case s.gone:
		noFix = "this pod no longer fails"
	case f == nil:
		noFix = "no fix is known for this cause"
	}
	if noFix == "" && len(s.fixes()) < 2 {
		blocked = "there is only one fix"
	}
	enter := screen.Action{Keys: []string{"enter", "right", "l"}, Help: "evidence", Doc: "what is known about this link", Do: s.enter}
	if s.onFix() {
		enter.Help, enter.Doc, enter.Disabled = "preview fix", "what this fix would change", noFix
	}
	onlyOne := ""
	if len(s.siblings()) < 2 {
		onlyOne = "only one container of this pod fails"
	}
	own := []screen.Action{
		enter,
		{Keys: []string{"f"}, Help: "fix", Doc: "preview the chosen fix", Disabled: noFix, Do: s.Preview},
		{Keys: []string{"n"}, Help: "next fix", Disabled: present.FirstNonEmpty(noFix, blocked), Do: s.nextFix},
		export.CommandsAction(s.env, f, noFix),
		export.YAMLAction(s.env, s.d, ""),
		{Keys: []string{"tab"}, Help: "container", Doc: "the next failing container of this pod", Disabled: onlyOne, Do: s.nextContainer},
		{Keys: []string{"left", "h"}, Help: "back", Hidden: true, Do: func() tea.Cmd { s.env.Pop(); return nil }},
	}
	if ask.Possible(s.env) {
		own = append(own, screen.Action{Keys: []string{"a"}, Help: "ask registry", Doc: "ask the registry from this computer what it answers to this pod's pull secrets", Do: s.ask})
	}
	if link, ok := s.link(); ok && s.env.Width >= screen.WideWidth {
		own = append(own, revealAction(s.env, s.d, link, func() { s.seek = true }))
	}
	m := screen.MoveActions("link", s.move, func() int { return 6 })
	for i := range m { // the text below the chain scrolls by half pages
		switch {
		case slices.Contains(m[i].Keys, "ctrl+d"):
			m[i].Do = func() tea.Cmd { s.scroll.By(max(s.page/2, 1)); return nil }
		case slices.Contains(m[i].Keys, "ctrl+u"):
			m[i].Do = func() tea.Cmd { s.scroll.By(-max(s.page/2, 1)); return nil }
		}
	}
	return append(append(m[:1:1], own...), m[1:]...)
}
