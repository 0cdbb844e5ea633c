package train

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// Veiled says whether the cause is still the learner's to find: the task of the
// lesson is not done, not all its hints were asked for, and its cause was not named.
func (c *Course) Veiled() bool {
	a := c.Attempt
	if a == nil || c.named {
		return false
	}
	for i, s := range a.Lesson.Steps {
		if s.Do != nil {
			return !a.Record.Solved[i] && a.Record.Hints[i] < len(s.Do.Hints)
		}
	}
	return false
}

// Veil is a result without its answers: of each failing pod it has what kubectl
// shows. The links of the chain are there to be looked into, their state is open.
func Veil(res *diagnose.Result) *diagnose.Result {
	if res == nil {
		return nil
	}
	out := *res
	out.Report.Failures = slices.Clone(res.Report.Failures)
	out.Report.Causes = nil
	groups := map[string]int{}
	for i := range out.Report.Failures {
		f := &out.Report.Failures[i]
		f.Findings = []diagnose.Finding{{Severity: diagnose.SeverityError, Certainty: diagnose.Possible, Title: f.Reason}}
		f.Credentials = nil // what registries were asked for stays: the learner asked
		f.PullSecrets = slices.Clone(f.PullSecrets)
		for j := range f.PullSecrets {
			f.PullSecrets[j].Entries = nil
		}
		at, ok := groups[f.Reason]
		if !ok {
			at = len(out.Report.Causes)
			groups[f.Reason] = at
			out.Report.Causes = append(out.Report.Causes, diagnose.Cause{})
		}
		out.Report.Causes[at].Failures = append(out.Report.Causes[at].Failures, i)
	}
	out.Diagnoses = slices.Clone(res.Diagnoses)
	for i := range out.Diagnoses {
		d := &out.Diagnoses[i]
		if d.Failure == nil {
			continue
		}
		if i < len(out.Report.Failures) {
			d.Failure = &out.Report.Failures[i]
		}
		d.Summary = d.Failure.Container + " could not pull " + d.Failure.Image + "."
		d.Why = d.Failure.Symptom.Text
		d.RuledOut, d.Unknown = nil, nil
		d.Chain = slices.Clone(d.Chain)
		for j := range d.Chain {
			l := &d.Chain[j]
			l.State, l.Note = diagnose.LinkUnsure, "enter looks into it"
			if l.ID == diagnose.LinkSecret || l.ID == diagnose.LinkEntry {
				l.Facts = nil // the decoded secret is there; what it means is the question
			}
		}
	}
	return &out
}

// Diagnosed takes over what is really wrong, to compare what the learner says with.
func (c *Course) Diagnosed(truth *diagnose.Result) { c.truth = truth }

// Name takes the link at which the learner says that the pull stops.
func (c *Course) Name(f *diagnose.Failure, link diagnose.LinkID) tea.Cmd {
	if c.truth == nil {
		return nil
	}
	for i := range c.truth.Diagnoses {
		d := &c.truth.Diagnoses[i]
		if d.Failure == nil || d.Failure.Namespace != f.Namespace || d.Failure.Pod != f.Pod || d.Failure.Container != f.Container {
			continue
		}
		at := slices.IndexFunc(d.Chain, func(l diagnose.Link) bool { return l.ID == link })
		if at < 0 {
			return nil
		}
		if d.Root().Link == link || d.Chain[at].State == diagnose.LinkBroken {
			c.named = true
			c.env.Say("✓ that is the link; f now previews the fix")
			return c.env.Send(screen.AgainMsg{})
		}
		c.env.Keep("not here: \"" + d.Chain[at].Title + "\" is not what stops the pull; look further")
		return nil
	}
	return nil
}
