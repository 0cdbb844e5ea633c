package ui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// logScreen keeps what the program said, and what could not be read.
type logScreen struct {
	a      *app
	scroll cell.Scroll
	page   int
}

func newLog(a *app) *logScreen { return &logScreen{a: a} }

func (s *logScreen) place() []string        { return []string{"log"} }
func (s *logScreen) status() string         { return "" }
func (s *logScreen) input() *input          { return nil }
func (s *logScreen) update(tea.Msg) tea.Cmd { return nil }

func (s *logScreen) actions() []action {
	return moves("scroll", s.scroll.By, func() int { return s.page })
}

func (s *logScreen) lines(w int) []string {
	th := s.a.th
	var out []string
	if res := s.a.state.result; res != nil && len(res.Report.Unreadable) > 0 {
		out = append(out, th.Strong.Render(" Could not be read, so the answers are incomplete"))
		for _, u := range res.Report.Unreadable {
			out = append(out, cell.Hang("   "+theme.Bang+" ", unreadableWords(u), w-1)...)
			if u.Why == "forbidden" {
				ask := "kubectl auth can-i " + u.Verb + " " + u.Resource
				if u.Namespace != "" {
					ask += " -n " + u.Namespace
				}
				out = append(out, "     Ask for the right. It is there when this says yes:")
				out = append(out, cell.Hang("     ", cell.Clean(ask), w-1)...)
			}
		}
		for _, role := range fix.RolesToRead(res.Report.Unreadable) {
			out = append(out, cell.Hang("   ", role, w-1)...)
		}
		out = append(out, "")
	}
	out = append(out, th.Strong.Render(" Messages"))
	if len(s.a.notes.log) == 0 {
		out = append(out, "   none yet")
	}
	for i := len(s.a.notes.log) - 1; i >= 0; i-- {
		n := s.a.notes.log[i]
		out = append(out, cell.Hang("   "+clock(n.at)+"  ", n.text, w-1)...)
	}
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return out
}

func (s *logScreen) view(w, h int) []string {
	s.page = h
	return s.scroll.View(s.lines(w), h, "ctrl+d")
}

func (s *logScreen) plain() ([]string, int) { return s.lines(max(s.a.w, 20)), 0 }
