package ask

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// lines are the screen in lines of at most w cells.
func (s *Ask) lines(w int) []string {
	th := s.env.Theme
	out := append(present.Styled(th.Strong, cell.Wrap(s.subject.Title, w)), "")
	if s.step == planning {
		return append(out, cell.Hang(s.env.Spinner()+" ", "Finding out which hosts would be asked. No credentials are sent.", w)...)
	}
	out = append(out, s.planLines(w)...)
	switch s.step {
	case planned:
		out = append(out, present.Styled(th.Faint, cell.Wrap("No credentials have been sent yet. enter asks; esc goes back.", w))...)
	case asking:
		out = append(out, s.env.Spinner()+" Asking.")
	case answered:
		out = append(out, s.answerLines(w)...)
	}
	return append(out, s.commandLines(w)...)
}

// commandLines are the same questions by hand.
func (s *Ask) commandLines(w int) []string {
	if len(s.questions) == 0 {
		return nil
	}
	out := []string{"", s.env.Theme.Strong.Render(cell.Cut("The same with crane and curl", w))}
	for _, c := range s.commands() {
		out = append(out, present.Indent("  ", present.CommandLines(c, w-2))...)
	}
	return out
}

func (s *Ask) planLines(w int) []string {
	th := s.env.Theme
	var out []string
	for i, text := range present.PlanWords(s.plan) {
		mark, style := theme.Dot, th.Text
		if !s.plan[i].Allowed {
			mark, style = theme.Bang, th.Warning
			if s.allowed {
				text += " Allowed by you."
			} else {
				text += " Nothing is sent unless you press " + s.env.Keys.Label(screen.KeyAllow) + "."
			}
		}
		out = append(out, present.Styled(style, cell.Hang(mark+" ", text, w))...)
	}
	if len(s.plan) == 0 {
		out = append(out, cell.Wrap("There is nothing to ask: no image of this pod is at a registry.", w)...)
	}
	if words := present.ImageWords(s.questions); words != "" {
		out = append(out, cell.Hang(theme.Dot+" ", words, w)...)
	}
	if words := present.PullWords(s.questions); words != "" {
		out = append(out, cell.Hang(theme.Bang+" ", words, w)...)
	}
	out = append(out, "")
	out = append(out, present.Styled(th.Faint, cell.Wrap(present.FromHere, w))...)
	return append(out, "")
}

// answerLines are the answers, image by image.
func (s *Ask) answerLines(w int) []string {
	var out []string
	for i := range s.questions {
		q := &s.questions[i]
		out = append(out, present.Styled(s.env.Theme.Strong, cell.Wrap(q.Image.Familiar(), w))...)
		for _, a := range present.AnswersTo(q, s.answers) {
			glyph, style := theme.Unsure, s.env.Theme.Faint
			switch a.Verdict {
			case diagnose.VerdictCanPull:
				glyph, style = theme.Check, s.env.Theme.OK
			case diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight, diagnose.VerdictNoSuchImage:
				glyph, style = theme.Cross, s.env.Theme.Broken
			}
			for j, l := range cell.Hang("  "+glyph+" ", a.Line(), w) {
				if rest, ok := strings.CutPrefix(l, "  "+glyph); ok && j == 0 {
					l = "  " + style.Render(glyph) + rest
				}
				out = append(out, l)
			}
		}
		out = append(out, "")
	}
	return out
}
