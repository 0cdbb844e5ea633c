package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// logScreen keeps what the program said, and what could not be read.
type logScreen struct {
	env  *screen.Env
	text *screen.Pager
}

func newLog(env *screen.Env) *logScreen { return &logScreen{env: env, text: screen.NewPager(env)} }

func (s *logScreen) Place() []string        { return []string{"log"} }
func (s *logScreen) Status() string         { return "" }
func (s *logScreen) Input() *screen.Input   { return s.text.Input() }
func (s *logScreen) Update(tea.Msg) tea.Cmd { return nil }

func (s *logScreen) Actions() []screen.Action {
	out := s.text.Actions()
	if s.text.Typing() {
		return out
	}
	out = append(out, screen.Action{Key: screen.KeyLog, Help: "close", Do: func() tea.Cmd { s.env.Pop(); return nil }},
		screen.CopyAction(s.env, "the log", func() []string { return s.lines(200) }))
	return append(out, s.text.FindActions()...)
}

func (s *logScreen) lines(w int) []string {
	th := s.env.Theme
	var out []string
	if res := s.env.State.Result; res != nil && len(res.Report.Unreadable) > 0 {
		out = append(out, th.Strong.Render(" Not everything could be read; results are incomplete"))
		for _, u := range res.Report.Unreadable {
			out = append(out, cell.Hang("   "+theme.Bang+" ", present.UnreadableWords(u), w-1)...)
			if u.Why == "forbidden" {
				ask := "kubectl auth can-i {verb} {resource}"
				if u.Namespace != "" {
					ask += " -n {ns}"
				}
				ask = shell.Lines(shell.Words{"verb": shell.Resource(u.Verb), "resource": shell.Resource(u.Resource), "ns": shell.Namespace(u.Namespace)}, ask)[0]
				out = append(out, "     Ask for permission. You have it when this prints yes:")
				out = append(out, cell.Hang("     ", cell.Clean(ask), w-1)...)
			}
		}
		for _, role := range fix.RolesToRead(res.Report.Unreadable) {
			out = append(out, cell.Hang("   ", role, w-1)...)
		}
		out = append(out, "")
	}
	out = append(out, th.Strong.Render(" Messages"))
	if len(s.env.Notes.Log) == 0 {
		out = append(out, "   none yet")
	}
	for i := len(s.env.Notes.Log) - 1; i >= 0; i-- {
		n := s.env.Notes.Log[i]
		out = append(out, cell.Hang("   "+present.Clock(n.At)+"  ", n.Text, w-1)...)
	}
	for i := range out {
		out[i] = cell.Cut(out[i], w)
	}
	return out
}

func (s *logScreen) View(w, h int) []string { return s.text.View(s.lines(w), w, h) }

func (s *logScreen) Text() ([]string, int) { return s.lines(max(s.env.Width, 20)), 0 }
