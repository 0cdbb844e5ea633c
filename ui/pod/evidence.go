package pod

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// evidence is everything that is known about one link of a chain.
type evidence struct {
	env  *screen.Env
	of   *Diagnosis
	id   diagnose.LinkID
	text *screen.Pager
	seek bool // the next view goes to the decoded secret
}

func newEvidence(env *screen.Env, of *Diagnosis, id diagnose.LinkID) *evidence {
	return &evidence{env: env, of: of, id: id, text: screen.NewPager(env)}
}

func (s *evidence) link() diagnose.Link {
	for _, l := range s.of.d.Chain {
		if l.ID == s.id {
			return l
		}
	}
	return diagnose.Link{ID: s.id, Title: string(s.id), State: diagnose.LinkUnsure}
}

func (s *evidence) Place() []string        { return append(s.of.Place(), s.link().Title) }
func (s *evidence) Status() string         { return "" }
func (s *evidence) Input() *screen.Input   { return s.text.Input() }
func (s *evidence) Update(tea.Msg) tea.Cmd { return nil }

func (s *evidence) Actions() []screen.Action {
	m := s.text.Actions()
	if s.text.Typing() {
		return m
	}
	step := func(n int) func() tea.Cmd {
		return func() tea.Cmd { s.next(n); return nil }
	}
	own := []screen.Action{
		{Key: screen.KeyNext, Help: "next link", Do: step(1)},
		{Key: screen.KeyRight, Help: "next link", Hidden: true, Do: step(1)},
		revealAction(s.env, s.of.d, s.link(), func() { s.seek = true }),
		export.YAMLAction(s.env, s.of.d, ""),
		{Key: screen.KeyPrevious, Help: "previous link", Hidden: true, Do: step(-1)},
		{Key: screen.KeyOut, Help: "back", Hidden: true, Do: func() tea.Cmd { s.env.Pop(); return nil }},
	}
	own = append(own, s.text.FindActions()...)
	return append(append(m[:1:1], own...), m[1:]...)
}

// next shows another link of the same chain.
func (s *evidence) next(n int) {
	chain := s.of.d.Chain
	for i, l := range chain {
		if l.ID == s.id {
			at := (i + n + len(chain)) % len(chain)
			s.id, s.of.cursor = chain[at].ID, at
			s.text.Scroll.Home()
			s.env.Reveal.End()
			return
		}
	}
}

func (s *evidence) View(w, h int) []string {
	lines := present.Indent(" ", evidenceLines(s.env, s.of.d, s.link(), w-1))
	if w >= screen.WideWidth {
		lines = s.twoColumns(w, h)
	}
	if s.seek {
		seekDecoded(&s.text.Scroll, lines, h)
		s.seek = false
	}
	return s.text.View(lines, w, h)
}

// twoColumns has the link at the left, and what is known of the pod at the
// right.
func (s *evidence) twoColumns(w, h int) []string {
	lw := w / 2
	rw := w - lw - 1
	left := append(evidenceHead(s.env, s.link(), lw-2), sectionLines(s.env.Theme, linkSections(s.env, s.of.d, s.link(), lw-2), lw-2)...)
	right := sectionLines(s.env.Theme, podSections(s.of.d, s.link(), rw-1), rw-1)
	if len(right) > 0 {
		right = right[1:] // the empty line above the first
	}
	return s.env.Beside(present.Indent(" ", left), present.Indent(" ", right), lw, w, max(len(left), len(right), h))
}

// seekDecoded scrolls to the decoded secrets.
func seekDecoded(scroll *cell.Scroll, lines []string, h int) {
	for i, l := range lines {
		if strings.Contains(l, decodedTitle) {
			scroll.Show(min(i+h-1, len(lines)-1), len(lines), h)
			scroll.Show(i, len(lines), h)
			return
		}
	}
}

func (s *evidence) Text() ([]string, int) {
	return evidenceLines(s.env, s.of.d, s.link(), 1000), 0
}
