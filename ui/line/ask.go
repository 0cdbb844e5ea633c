package line

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// canAsk says whether registries can be asked here.
func (p *session) canAsk() bool {
	_, ok := p.backend.(ui.RegistryAsker)
	return ok
}

// askPod asks the registries of a pod's images and shows the pod again with the
// answers.
func (p *session) askPod(d *diagnose.Diagnosis) error {
	f := d.Failure
	if err := p.askAndKeep(present.PodKey{Namespace: f.Namespace, Pod: f.Pod}); err != nil {
		return err
	}
	again := slices.IndexFunc(p.result.Diagnoses, func(x diagnose.Diagnosis) bool {
		return x.Failure.Namespace == f.Namespace && x.Failure.Pod == f.Pod && x.Failure.Container == f.Container
	})
	if again < 0 {
		return nil
	}
	return p.open(&p.result.Diagnoses[again])
}

// askCause asks about a row of the list and the other pods with its cause:
// "a 2".
func (p *session) askCause(rows []present.Row, answer string) (understood bool, err error) {
	word, number, _ := strings.Cut(answer, " ")
	n, bad := strconv.Atoi(number)
	if word != "a" || !p.canAsk() || bad != nil || n < 1 || n > len(rows) {
		return false, nil
	}
	own := &rows[n-1]
	keys := []present.PodKey{own.Key}
	for i := range rows {
		if r := &rows[i]; r.Group == own.Group && own.Group >= 0 && r.Key != own.Key {
			keys = append(keys, r.Key)
		}
	}
	if len(keys) > 1 {
		p.say("This is about the %s that share this cause.", present.Plural(len(keys), "pod"))
	}
	return true, p.askAndKeep(keys...)
}

// askAndKeep asks about pods, and takes the answers over into the diagnosis.
func (p *session) askAndKeep(keys ...present.PodKey) error {
	questions := present.Questions(p.result.Snapshot, keys...)
	answers, err := p.askRegistries(questions, "anything else to go back:")
	if err != nil || answers == nil {
		return err
	}
	p.answers = p.answers.With(answers, p.now())
	snapshot := p.result.Snapshot
	p.result = nil
	p.judge(snapshot)
	return nil
}

// askRegistries asks once the user has seen what is sent where, and has typed
// y; nil if not. A token server that is not known to belong to its registry
// gets credentials only for t. otherwise says what any other answer does.
func (p *session) askRegistries(questions []diagnose.RegistryQuestion, otherwise string) (diagnose.RegistryAnswers, error) {
	asker, ok := p.backend.(ui.RegistryAsker)
	if !ok {
		p.say("Registries cannot be asked here.")
		return nil, nil
	}
	if len(questions) == 0 {
		p.say("There is nothing to ask: no image is at a registry.")
		return nil, nil
	}
	p.say("Finding out which hosts would be asked. No credentials are sent.")
	plan := asker.PlanAsking(p.ctx, questions)
	foreign := make(map[[2]string]bool)
	for i, words := range present.PlanWords(plan) {
		p.say("%s", words)
		if !plan[i].Allowed {
			p.say("This token server gets no credentials unless you type t.")
			foreign[[2]string{plan[i].Host, plan[i].TokenHost}] = true
		}
	}
	p.say("%s", present.ImageWords(questions))
	p.says("Note", present.PullWords(questions))
	p.say("%s", present.FromHere)
	question := "Type y to ask, "
	if len(foreign) > 0 {
		question += "t to ask and send the credentials to the unknown token server too, "
	}
	answer, err := p.ask(question + "c for the commands that ask the same, " + otherwise)
	if err == nil && answer == "c" {
		for _, c := range present.AskCommands(p.result.Snapshot, questions) {
			p.says("By hand", c)
		}
		answer, err = p.ask(question + otherwise)
	}
	allow := answer == "t" && len(foreign) > 0
	if err != nil || answer != "y" && !allow {
		return nil, err
	}
	answers := asker.AskRegistries(p.ctx, questions, func(registry, tokenHost string) bool {
		return allow && foreign[[2]string{registry, tokenHost}]
	})
	for i := range questions {
		p.say("Image %s.", questions[i].Image.Familiar())
		for _, a := range present.AnswersTo(&questions[i], answers) {
			p.says("Answer", a.Line())
		}
	}
	return answers, nil
}
