package present

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// NodeMessage is the whole message of the waiting container.
func NodeMessage(d *diagnose.Diagnosis) string {
	if d.Pod != nil && d.Failure != nil {
		for _, c := range d.Pod.Containers {
			if c.Name == d.Failure.Container && c.Message != "" {
				return c.Message
			}
		}
	}
	if d.Failure != nil {
		return d.Failure.Symptom.Text
	}
	return ""
}

// Timeline lists the events, newest first.
func Timeline(events []diagnose.Event, w int) []string {
	var out []string
	for _, e := range events {
		times := ""
		if e.Count > 1 {
			times = fmt.Sprintf(" (%d times)", e.Count)
		}
		label := cell.Fit(Clock(e.Last), 8) + "  " + cell.Fit(cell.Clean(e.Reason), 8) + "  "
		out = append(out, cell.Hang(label, cell.Clean(e.Message)+times, w)...)
	}
	return out
}
