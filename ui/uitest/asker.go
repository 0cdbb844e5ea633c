package uitest

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Asker is a Backend whose registries can be asked.
type Asker struct {
	*Backend
	Plan    []diagnose.RegistryShipment
	Verdict diagnose.RegistryVerdict // of every answer with credentials

	Planned, Asked []diagnose.RegistryQuestion
	Allowed        bool // the token server of the first shipment was
}

// PlanAsking remembers the questions.
func (a *Asker) PlanAsking(_ context.Context, questions []diagnose.RegistryQuestion) []diagnose.RegistryShipment {
	a.Planned = append(a.Planned, questions...)
	return a.Plan
}

// AskRegistries answers all questions alike.
func (a *Asker) AskRegistries(_ context.Context, questions []diagnose.RegistryQuestion, allowed func(registry, tokenHost string) bool) diagnose.RegistryAnswers {
	a.Asked = append(a.Asked, questions...)
	if len(a.Plan) > 0 && allowed != nil {
		a.Allowed = allowed(a.Plan[0].Host, a.Plan[0].TokenHost)
	}
	out := diagnose.RegistryAnswers{}
	for i := range questions {
		q := &questions[i]
		var answers []diagnose.RegistryAnswer
		for _, key := range q.Keys() {
			answer := diagnose.RegistryAnswer{Credentials: key.Secret, Key: key.Key, Username: "bot", Host: q.Image.Registry, Verdict: a.Verdict}
			if key.Secret == "" {
				answer.Credentials, answer.Username, answer.Verdict = diagnose.AnonymousCredentials, "", diagnose.VerdictDeniedOrAbsent
			}
			answers = append(answers, answer)
		}
		out.Add(q, answers)
	}
	return out
}
