package line

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// credentials asks for the credentials that a fix needs until the registry
// accepts them, the user leaves out the test, or goes back: a fix that still
// has its form. The checks are what the registry said.
func (p *session) credentials(f diagnose.Fix, of *diagnose.Diagnosis) (diagnose.Fix, []diagnose.Precheck, error) {
	for {
		complete, l, err := p.login(f)
		if err != nil || complete.Form != nil {
			return complete, nil, err
		}
		questions := present.FormQuestions(p.result, &f, of, l)
		if !p.canAsk() || len(questions) == 0 {
			return complete, nil, nil
		}
		p.say("The credentials can be tested before they are written.")
		answers, err := p.askRegistries(questions, "anything else to skip the test:")
		if err != nil {
			return complete, nil, err
		}
		if answers == nil {
			return complete, present.NotTested("the test was skipped"), nil
		}
		refusal, refused := present.RejectionOf(f.Form, l, questions, answers)
		if !refused {
			return complete, present.Tested(p.result.Snapshot, questions, answers), nil
		}
		p.say("Refused, %s: %s", fieldWords[refusal.Field], refusal.Text)
		answer, err := p.ask("Enter to type the credentials again, s to save them all the same:")
		if err != nil {
			return complete, nil, err
		}
		if answer == "s" {
			return complete, present.Tested(p.result.Snapshot, questions, answers), nil
		}
		form := *f.Form
		form.Username = l.Username
		f.Form = &form
	}
}

// fieldWords name the field that a refusal is about.
var fieldWords = map[present.FormField]string{
	present.FieldUser:     "user name",
	present.FieldPassword: "password or token",
	present.FieldRegistry: "registry",
}

// questionsAfter are what the registry can be asked about a complete fix.
func (p *session) questionsAfter(f *diagnose.Fix) []diagnose.RegistryQuestion {
	if f.Undoes || !p.canAsk() {
		return nil
	}
	return present.QuestionsAfter(p.result, f)
}

// registryChecks says what the registry said to the credentials, or that it
// was not asked.
func (p *session) registryChecks(f *diagnose.Fix, tested []diagnose.Precheck) {
	if len(tested) == 0 && len(p.questionsAfter(f)) > 0 {
		tested = present.NotTested("type a below to ask whether the pull secrets can pull once this is applied")
	}
	p.sayChecks(tested)
}
