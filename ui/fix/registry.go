package fix

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
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

// tested are the registry's answers among the checks: one for each image.
func tested(questions []diagnose.RegistryQuestion, answers diagnose.RegistryAnswers) []diagnose.Precheck {
	var out []diagnose.Precheck
	for i := range questions {
		q := &questions[i]
		all := present.AnswersTo(q, answers)
		if len(all) == 0 {
			continue
		}
		check := diagnose.Precheck{Text: "asked from this computer: " + all[0].Line(), OK: true, Note: true}
		if n := slices.IndexFunc(all, func(a diagnose.RegistryAnswer) bool { return a.Verdict == diagnose.VerdictCanPull }); n >= 0 {
			a := all[n]
			check = diagnose.Precheck{Text: a.Host + " accepts the credentials of " + a.Credentials + " for " + q.Image.Familiar(), OK: true}
			if a.Credentials == diagnose.AnonymousCredentials {
				check.Text, check.Note = a.Host+" needs no credentials for "+q.Image.Familiar(), true
			}
			if len(a.Platforms) > 0 {
				check.Text += " (" + strings.Join(a.Platforms, ", ") + ")"
			}
		}
		out = append(out, check)
	}
	return out
}

// notTested is the check that was left out.
func notTested(why string) []diagnose.Precheck {
	return []diagnose.Precheck{{Text: "the registry was not asked: " + why, OK: true, Note: true}}
}

// askable prepares the questions about the pull secrets as they will be; none
// where registries cannot be asked here.
func (p *Preview) askable() {
	if p.fix.Undoes || !ask.Possible(p.env) {
		return
	}
	p.questions = questionsAfter(p.env, &p.fix)
	if len(p.questions) > 0 && len(p.asked) == 0 {
		p.asked = notTested("press a to ask whether the pull secrets can pull once this is applied")
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
				p.asked = tested(p.questions, answers)
				if p.checked {
					p.checks = append(p.checks, p.asked...)
				}
				return nil
			},
		})
	}}
}

// questionsAfter are the images of the pods that a fix is for, with the
// credentials that the kubelet will find once it is applied.
func questionsAfter(env *screen.Env, f *diagnose.Fix) []diagnose.RegistryQuestion {
	var out []diagnose.RegistryQuestion
	all := env.State.Diagnoses()
	for i := range all {
		d := &all[i]
		if d.Failure == nil || d.Pod == nil || !slices.Contains(f.Recovers, d.Pod.Object()) {
			continue
		}
		image, err := keyring.ParseImage(d.Failure.Image)
		if err != nil {
			continue
		}
		ring, err := keyring.New(secretsAfter(env.State.Snapshot(), f, d.Pod))
		if err != nil {
			continue
		}
		q := diagnose.RegistryQuestion{Image: image, Namespace: d.Failure.Namespace, Credentials: ring.Lookup(image)}
		same := func(o diagnose.RegistryQuestion) bool { return slices.Equal(o.Keys(), q.Keys()) }
		if len(q.Credentials) > 0 && !slices.ContainsFunc(out, same) {
			out = append(out, q)
		}
	}
	return out
}

// secretsAfter are a pod's pull secrets, in order, once a fix is applied.
func secretsAfter(s *diagnose.Snapshot, f *diagnose.Fix, pod *diagnose.Pod) []keyring.Secret {
	names := pod.PullSecrets
	written := map[string]diagnose.Write{}
	for i := range f.Steps {
		st := f.Steps[i]
		if st.Object.Namespace != pod.Namespace {
			continue
		}
		switch st.Write.(type) {
		case step.CreateSecret, step.UpdateSecret:
			written[st.Object.Name] = st.Write
		default:
			if list := step.List(st); list != nil {
				names = list
			}
		}
	}
	var out []keyring.Secret
	for _, name := range names {
		secret := keyring.Secret{Namespace: pod.Namespace, Name: name, Data: map[string][]byte{}}
		for i := range s.Secrets {
			if x := &s.Secrets[i]; x.Namespace == pod.Namespace && x.Name == name {
				secret.Type = x.Type
				maps.Copy(secret.Data, x.Data)
			}
		}
		switch w := written[name].(type) {
		case step.CreateSecret:
			secret.Type, secret.Data = w.Type, maps.Clone(w.Data)
		case step.UpdateSecret:
			for _, key := range w.Remove {
				delete(secret.Data, key)
			}
			maps.Copy(secret.Data, w.Data)
		}
		out = append(out, secret)
	}
	return out
}
