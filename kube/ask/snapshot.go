package ask

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
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
