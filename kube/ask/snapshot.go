package ask

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/redact"
)

// Questions are questions of a diagnosis as an Asker takes them.
func Questions(list []diagnose.RegistryQuestion) []Question {
	out := make([]Question, len(list))
	for i, q := range list {
		out[i] = Question{Image: q.Image, Credentials: q.Credentials, Unreadable: q.Unreadable, Platforms: q.Platforms}
	}
	return out
}

// Answers asks the questions of a diagnosis and returns the answers as a
// Snapshot takes them.
func (a *Asker) Answers(ctx context.Context, list []diagnose.RegistryQuestion) diagnose.RegistryAnswers {
	answers := make(diagnose.RegistryAnswers)
	for i, answer := range a.Ask(ctx, Questions(list)) {
		answers.Add(&list[i], answer.Answers)
	}
	return answers
}

// PlanFor is Plan for the questions of a diagnosis. User names that are tokens
// are masked.
func (a *Asker) PlanFor(ctx context.Context, list []diagnose.RegistryQuestion) []diagnose.RegistryShipment {
	plan := a.Plan(ctx, Questions(list))
	for i := range plan {
		for j, name := range plan[i].Usernames {
			plan[i].Usernames[j] = redact.User(name)
		}
	}
	return plan
}
