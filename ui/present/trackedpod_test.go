package present

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// After a fix the node's old message, read with the new secrets, may seem to
// have another cause. Only news from the node counts: another message, a later
// attempt, or a new pod.
func TestOtherCauseNeedsNews(t *testing.T) {
	start := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	diagnosis := func(check diagnose.CheckName, text string, events ...diagnose.Event) diagnose.Diagnosis {
		return diagnose.Diagnosis{Pod: &diagnose.Pod{Meta: diagnose.Meta{Kind: "Pod", Namespace: "shop", Name: "web"}}, Events: events,
			Failure: &diagnose.Failure{Namespace: "shop", Pod: "web", Symptom: diagnose.Symptom{Text: text}, Findings: []diagnose.Finding{{Check: check}}}}
	}
	pod := diagnose.Object{Kind: "Pod", Namespace: "shop", Name: "web"}
	failed := func(at time.Time) diagnose.Event { return diagnose.Event{Reason: "Failed", Message: "401", Last: at} }
	for name, tc := range map[string]struct {
		before, after diagnose.Diagnosis
		want          bool
	}{
		"no right to events, the old message": {diagnosis(diagnose.CheckHostMismatch, "401"), diagnosis(diagnose.CheckCredentialRejected, "401"), false},
		"no right to events, a new message":   {diagnosis(diagnose.CheckHostMismatch, "401"), diagnosis(diagnose.CheckImageNotFound, "not found"), true},
		"no attempt since":                    {diagnosis(diagnose.CheckHostMismatch, "401", failed(start)), diagnosis(diagnose.CheckCredentialRejected, "401", failed(start)), false},
		"only backing off since": {diagnosis(diagnose.CheckHostMismatch, "401", failed(start)),
			diagnosis(diagnose.CheckCredentialRejected, "401", diagnose.Event{Reason: "BackOff", Last: start.Add(time.Minute)}, failed(start)), false},
		"an attempt with the same message": {diagnosis(diagnose.CheckHostMismatch, "401", failed(start)), diagnosis(diagnose.CheckCredentialRejected, "401", failed(start.Add(time.Minute))), true},
	} {
		t.Run(name, func(t *testing.T) {
			list := TrackPods(&diagnose.Snapshot{}, []diagnose.Diagnosis{tc.before}, &diagnose.Fix{Recovers: []diagnose.Object{pod}})
			list[0].found(diagnose.Followed{Pod: pod, State: diagnose.PodFailing}, &tc.after, start)
			if got := list[0].OtherCause(string(diagnose.CheckHostMismatch)); got != tc.want {
				t.Errorf("another cause: %v, want %v", got, tc.want)
			}
		})
	}
}
