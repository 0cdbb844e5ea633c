package line

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// askRegistry asks the registries of a pod's images, once the user has seen what
// is sent where and has typed y, and shows the pod again with the answers.
func (p *session) askRegistry(d *diagnose.Diagnosis) error {
	asker, ok := p.backend.(ui.RegistryAsker)
	if !ok {
		p.say("Registries cannot be asked here.")
		return p.open(d)
	}
	f := d.Failure
	questions := present.Questions(p.result.Snapshot, f.Namespace, f.Pod)
	if len(questions) == 0 {
		p.say("There is nothing to ask: no image of this pod is at a registry.")
		return p.open(d)
	}
	p.say("Finding out which hosts would be asked. No credentials are sent.")
	plan := asker.PlanAsking(p.ctx, questions)
	for i, words := range present.PlanWords(plan) {
		p.say("%s", words)
		if !plan[i].Allowed {
			p.say("This token server gets no credentials.")
		}
	}
	p.says("Note", present.PullWords(questions))
	p.say("%s", present.FromHere)
	answer, err := p.ask("Type y to ask, anything else to go back:")
	switch {
	case err != nil:
		return err
	case answer != "y":
		return p.open(d)
	}
	answers := asker.AskRegistries(p.ctx, questions, nil)
	for i := range questions {
		p.say("Image %s.", questions[i].Image.Familiar())
		for _, a := range present.AnswersTo(&questions[i], answers) {
			p.says("Answer", a.Line())
		}
	}
	p.answers = p.answers.With(answers, p.now())
	snapshot := p.result.Snapshot
	p.result = nil
	p.judge(snapshot)
	again := slices.IndexFunc(p.result.Diagnoses, func(x diagnose.Diagnosis) bool {
		return x.Failure.Namespace == f.Namespace && x.Failure.Pod == f.Pod && x.Failure.Container == f.Container
	})
	if again < 0 {
		return nil
	}
	return p.open(&p.result.Diagnoses[again])
}
