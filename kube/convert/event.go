package convert

import (
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
)

// EventOf converts an event about a pod; false for one about anything else.
func EventOf(e *corev1.Event) (diagnose.Event, bool) {
	o := &e.InvolvedObject
	if o.Kind != "Pod" {
		return diagnose.Event{}, false
	}
	out := diagnose.Event{
		Pod:       diagnose.Object{Kind: "Pod", Namespace: clean.Line(o.Namespace), Name: clean.Line(o.Name)},
		PodUID:    clean.Line(string(o.UID)),
		Type:      clean.Line(e.Type),
		Reason:    clean.Line(e.Reason),
		Message:   clean.Text(e.Message),
		Container: containerOfPath(o.FieldPath),
		Count:     int(e.Count),
		First:     e.FirstTimestamp.Time,
		Last:      e.LastTimestamp.Time,
	}
	if e.Series != nil {
		out.Count = max(out.Count, int(e.Series.Count))
		out.Last = later(out.Last, e.Series.LastObservedTime.Time)
	}
	if out.First.IsZero() {
		out.First = firstOf(e.EventTime.Time, e.CreationTimestamp.Time)
	}
	out.Last = later(out.Last, out.First)
	out.Count = max(out.Count, 1)
	return out, true
}

// containerOfPath returns the name in "spec.containers{name}", also for init
// and ephemeral containers; empty for the pod as a whole.
func containerOfPath(path string) string {
	_, rest, ok := strings.Cut(path, "{")
	if !ok || !strings.HasPrefix(path, "spec.") {
		return ""
	}
	return clean.Line(strings.TrimSuffix(rest, "}"))
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func firstOf(times ...time.Time) time.Time {
	for _, t := range times {
		if !t.IsZero() {
			return t
		}
	}
	return time.Time{}
}

// SortEvents orders events newest first, the same way each time.
func SortEvents(events []diagnose.Event) {
	slices.SortStableFunc(events, func(a, b diagnose.Event) int {
		if c := b.Last.Compare(a.Last); c != 0 {
			return c
		}
		if c := strings.Compare(a.Pod.Namespace+"/"+a.Pod.Name, b.Pod.Namespace+"/"+b.Pod.Name); c != 0 {
			return c
		}
		if c := strings.Compare(a.Reason, b.Reason); c != 0 {
			return c
		}
		return strings.Compare(a.Message, b.Message)
	})
}
