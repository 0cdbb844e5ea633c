package pod

import (
	"strconv"

	tea "charm.land/bubbletea/v2"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

func (s *Diagnosis) Actions() []screen.Action {
	noFix := ""
	f := s.ChosenFix()
	switch {
	case s.gone:
		noFix = "this pod no longer fails"
	case f == nil:
		noFix = "no fix is known for this cause"
	}
	enter := screen.Action{Key: screen.KeyOpen, Help: "evidence", Doc: "what is known about this link", Do: s.enter}
	if s.onFix() {
		enter.Help, enter.Doc, enter.Disabled = "preview fix", "what this fix would change", noFix
	}
	fixes := screen.Action{Key: screen.KeyFix, Help: "fix", Doc: "preview the chosen fix", Disabled: noFix, Do: s.Preview}
	if s.env.Hidden() && !s.gone {
		fixes = screen.Action{Key: screen.KeyFix, Help: "it stops here", Doc: "say that the pull stops at this link", Do: s.name}
	}
	onlyOne := ""
	if len(s.siblings()) < 2 {
		onlyOne = "only one container of this pod fails"
	}
	own := []screen.Action{
		enter,
		fixes,
		export.CommandsAction(s.env, f, noFix),
		export.YAMLAction(s.env, s.d, ""),
		{Key: screen.KeyNext, Help: "container", Doc: "the next failing container of this pod", Disabled: onlyOne, Do: s.nextContainer},
		{Key: screen.KeyOut, Help: "back", Hidden: true, Do: func() tea.Cmd { s.env.Pop(); return nil }},
	}
	if ask.Possible(s.env) {
		own = append(own, screen.Action{Key: screen.KeyAsk, Help: "ask registry", Doc: "ask the registry from this computer what it answers to this pod's pull secrets", Do: s.ask})
	}
	if link, ok := s.link(); ok && s.env.Width >= screen.WideWidth {
		own = append(own, revealAction(s.env, s.d, link, func() { s.seek = true }))
	}
	own = append(own, s.numbers(noFix)...)
	own = append(own,
		screen.Action{Key: screen.KeyNextMatch, Help: "next pod", Doc: "the next pod of the list, or that matches its filter; N is the one before", Hidden: true,
			Do: func() tea.Cmd { return s.env.Send(StepMsg{1}) }},
		screen.Action{Key: screen.KeyPrevMatch, Hidden: true, Do: func() tea.Cmd { return s.env.Send(StepMsg{-1}) }})
	m := screen.SplitMoves("link", s.move, s.scroll.By, func() int { return s.page }) // the text below the chain scrolls by pages
	return append(append(m[:1:1], own...), m[1:]...)
}

// name says that the pull stops at the link under the cursor.
func (s *Diagnosis) name() tea.Cmd {
	if l, ok := s.link(); ok {
		return s.env.Name(s.d.Failure, l.ID)
	}
	return nil
}

// StepMsg asks the program for the diagnosis of the next pod of the list, or of
// the one before.
type StepMsg struct{ By int }

// numbers choose a fix by its number, and go on to its preview.
func (s *Diagnosis) numbers(none string) []screen.Action {
	var out []screen.Action
	for i := range s.fixes()[:min(len(s.fixes()), 9)] {
		n := strconv.Itoa(i + 1)
		act := screen.Action{Key: screen.KeyNumber, Keys: []string{n}, Hidden: true, Disabled: none, Do: func() tea.Cmd { return s.Choose(i) }}
		if i == 0 {
			act.Label, act.Help, act.Doc = "1-9", "fix by number", "preview the fix with this number"
		}
		out = append(out, act)
	}
	return out
}

// Choose goes on to the preview of the fix with this index.
func (s *Diagnosis) Choose(i int) tea.Cmd {
	if i < 0 || i >= len(s.fixes()) {
		s.env.Refuse("there is no fix " + strconv.Itoa(i+1))
		return nil
	}
	s.fix, s.cursor = i, len(s.d.Chain)+i
	return s.Preview()
}
