package fix

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/ui/ask"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// test asks the registry for the credentials before anything is written, and
// goes on to the preview of the complete fix.
func (s *Form) test(f diagnose.Fix, l diagnose.Credentials) tea.Cmd {
	questions := s.questions(l)
	if !ask.Possible(s.env) || len(questions) == 0 {
		return OpenPreview(s.env, f, s.of)
	}
	return ask.Open(s.env, ask.Subject{
		Where:     s.Place(),
		Title:     "Test the credentials for " + cell.Clean(s.fix.Form.Registry) + " before they are written",
		Questions: func() []diagnose.RegistryQuestion { return questions },
		Skip: func() tea.Cmd {
			return openChecked(s.env, f, s.of, notTested("the test was skipped"))
		},
		Done: func(answers diagnose.RegistryAnswers) tea.Cmd {
			if s.refused(questions, answers) {
				return nil
			}
			return openChecked(s.env, f, s.of, tested(questions, answers))
		},
	})
}

// questions are the images that the credentials are for: those of the failing
// pods that the fix is for, each with the credentials alone.
func (s *Form) questions(l diagnose.Credentials) []diagnose.RegistryQuestion {
	form := s.fix.Form
	var out []diagnose.RegistryQuestion
	all := s.env.State.Diagnoses()
	for i := range all {
		d := &all[i]
		concerned := s.of != nil && d.Failure != nil && s.of.Failure != nil && d.Failure.Namespace == s.of.Failure.Namespace && d.Failure.Pod == s.of.Failure.Pod
		if d.Failure == nil || d.Pod == nil || !concerned && !slices.Contains(s.fix.Recovers, d.Pod.Object()) {
			continue
		}
		image, err := keyring.ParseImage(d.Failure.Image)
		if err != nil || !keyring.Explain(form.Key, image).Matches {
			continue
		}
		q := diagnose.RegistryQuestion{
			Image: image, Namespace: form.Secret.Namespace,
			Credentials: []keyring.Credential{{Secret: form.Secret.Name, Key: form.Key, Username: l.Username, Password: l.Password}},
		}
		if !slices.ContainsFunc(out, func(o diagnose.RegistryQuestion) bool { return o.Keys()[0] == q.Keys()[0] }) {
			out = append(out, q)
		}
	}
	return out
}

// refused shows the registry's refusal at the field that it concerns.
func (s *Form) refused(questions []diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) bool {
	for i := range questions {
		switch a := answers[questions[i].Keys()[0]]; a.Verdict {
		case diagnose.VerdictWrongCredentials, diagnose.VerdictNoRight:
			s.focus, s.wrong = passwordField, present.Sentence(a.Line())
			return true
		}
	}
	return false
}

// tested are the registry's answers among the checks.
func tested(questions []diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) []diagnose.Precheck {
	var out []diagnose.Precheck
	for i := range questions {
		q := &questions[i]
		a := answers[q.Keys()[0]]
		check := diagnose.Precheck{Text: a.Host + " accepts the credentials for " + q.Image.Familiar(), OK: true}
		if a.Verdict != diagnose.VerdictCanPull {
			check.Text, check.Note = a.Line(), true
		}
		out = append(out, check)
	}
	return out
}

// notTested is the check that was left out.
func notTested(why string) []diagnose.Precheck {
	return []diagnose.Precheck{{Text: "the registry was not asked: " + why, OK: true, Note: true}}
}

// unasked says why a preview has no answer of a registry: where pull secrets
// change, and registries can be asked here.
func unasked(env *screen.Env, f *diagnose.Fix, of *diagnose.Diagnosis) []diagnose.Precheck {
	if !ask.Possible(env) || f.Undoes || of == nil || f.Form != nil {
		return nil
	}
	for i := range f.Steps {
		switch f.Steps[i].Action() {
		case diagnose.CreateSecret, diagnose.UpdateSecret, diagnose.SetAccountPullSecrets, diagnose.SetTemplatePullSecrets:
			return notTested("whether the changed pull secrets can pull is known after the fix; press a on the pod then")
		}
	}
	return nil
}
