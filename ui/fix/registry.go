package fix

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// test asks the registry for the credentials before anything is written, and
// goes on to the preview of the complete fix f. incomplete is the fix before it
// had credentials.
func (s *Form) test(incomplete, f diagnose.Fix, l diagnose.Credentials) tea.Cmd {
	questions := present.FormQuestions(s.env.State.Result, &incomplete, s.of, l)
	if !ask.Possible(s.env) || len(questions) == 0 {
		return OpenPreview(s.env, f, s.of)
	}
	return ask.Open(s.env, ask.Subject{
		Where:     s.Place(),
		Title:     "Test the credentials for " + cell.Clean(s.fix.Form.Registry) + " before they are written",
		Questions: func() []diagnose.RegistryQuestion { return questions },
		Skip: func() tea.Cmd {
			return openChecked(s.env, f, s.of, present.NotTested("the test was skipped"))
		},
		Done: func(answers diagnose.RegistryAnswers) tea.Cmd {
			if refusal, ok := present.RejectionOf(s.fix.Form, l, questions, answers); ok {
				s.refuse(refusal)
				return nil
			}
			return openChecked(s.env, f, s.of, present.Tested(s.env.State.Snapshot(), questions, answers))
		},
	})
}

// refuse shows the registry's refusal at the field that it concerns. The
// registry is that of the image and cannot be typed: the password is for
// another one then.
func (s *Form) refuse(r present.Rejection) {
	s.refused = &r
	s.wrong = ""
	s.focus = passwordField
	if r.Field == present.FieldUser {
		s.focus = userField
	}
}

// refusal is what the registry said against a field, in lines below it.
func (s *Form) refusal(field present.FormField, w int) []string {
	if s.refused == nil || s.refused.Field != field {
		return nil
	}
	text := s.refused.Text + " To save them all the same, preview the fix and press " + s.env.Keys.Label(screen.KeySkip) + "."
	return present.Styled(s.env.Theme.Broken, cell.Hang("   × ", cell.Clean(text), w-1))
}

// askable prepares the questions about the pull secrets as they will be; none
// where registries cannot be asked here.
func (p *Preview) askable() {
	if p.fix.Undoes || !ask.Possible(p.env) {
		return
	}
	p.questions = present.QuestionsAfter(p.env.State.Result, &p.fix)
	if len(p.questions) > 0 && len(p.asked) == 0 {
		p.asked = present.NotTested("press a to ask whether the pull secrets can pull once this is applied")
	}
}

// askAction asks the registry for the pull secrets as they will be.
func (p *Preview) askAction() screen.Action {
	return screen.Action{Key: screen.KeyAsk, Help: "ask registry", Doc: "ask the registry whether the pull secrets can pull once this is applied", Do: func() tea.Cmd {
		return ask.Open(p.env, ask.Subject{
			Where: p.Place(), Title: "Ask the registry whether the pull secrets can pull once this is applied",
			Questions: func() []diagnose.RegistryQuestion { return p.questions },
			Done: func(answers diagnose.RegistryAnswers) tea.Cmd {
				old := p.asked
				p.checks = slices.DeleteFunc(slices.Clone(p.checks), func(c diagnose.Precheck) bool { return slices.Contains(old, c) })
				p.asked = present.Tested(p.env.State.Snapshot(), p.questions, answers)
				if p.checked {
					p.checks = append(p.checks, p.asked...)
				}
				return nil
			},
		})
	}}
}
