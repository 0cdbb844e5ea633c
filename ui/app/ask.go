package app

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// askOptions are the command line's options for asking registries.
func askOptions(o cli.Options) (ask.Options, error) {
	asking := ask.Options{Budget: o.AskBudget, RetryMissing: o.RetryMissing}
	if o.RegistryCA == "" {
		return asking, nil
	}
	file, err := os.ReadFile(o.RegistryCA)
	if err == nil {
		asking.RootCAs, err = ask.Roots(file)
	}
	if err != nil {
		return asking, fmt.Errorf("--registry-ca %s cannot be used: %w", o.RegistryCA, err)
	}
	return asking, nil
}

// askOptions are those of the session: in practice, the registries of the
// practice cluster are asked.
func (s *session) askOptions() ask.Options {
	o := s.asking
	if s.transport != nil {
		o.Transport = s.transport()
	}
	return o
}

// askRegistries puts the registries' answers into a snapshot, for a report.
func askRegistries(ctx context.Context, snap *diagnose.Snapshot, asking ask.Options, o cli.Options, stderr io.Writer) {
	questions := engine.Questions(snap)
	if o.Sweep != nil {
		questions = engine.SweepQuestions(snap, o.Sweep)
	}
	if len(questions) == 0 {
		return
	}
	if o.RetryMissing > 0 {
		fmt.Fprintf(stderr, "Asking the registries; waiting up to %s for missing tags.\n", o.RetryMissing)
	}
	asker := ask.New(asking)
	snap.RegistryAnswers = asker.Answers(ctx, questions)
	left := 0
	for _, a := range snap.RegistryAnswers {
		if a.NotAsked == diagnose.NotAskedBudget {
			left++
		}
	}
	if left > 0 {
		fmt.Fprintf(stderr, "pulldoctor: %d answers are missing because --ask-budget %d is used up\n", left, o.AskBudget)
	}
}

// anyPulls reports whether an image can be pulled as far as registries answered.
func anyPulls(answers diagnose.RegistryAnswers) bool {
	for _, a := range answers {
		if a.Verdict == diagnose.VerdictCanPull {
			return true
		}
	}
	return false
}

// asker is a cluster whose registries can be asked. It is used by its address,
// so that two can be compared.
type asker struct {
	*cluster.Backend
	options func() ask.Options
}

func (s *session) asker() *asker { return &asker{s.backend(), s.askOptions} }

// PlanAsking finds out what would be sent where, without sending credentials.
func (a *asker) PlanAsking(ctx context.Context, questions []diagnose.RegistryQuestion) []diagnose.RegistryShipment {
	return ask.New(a.options()).PlanFor(ctx, questions)
}

// AskRegistries asks the registries, again each time.
func (a *asker) AskRegistries(ctx context.Context, questions []diagnose.RegistryQuestion, allowed func(registry, tokenHost string) bool) diagnose.RegistryAnswers {
	o := a.options()
	o.AllowTokenHost = allowed
	return ask.New(o).Answers(ctx, questions)
}
