package report

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// A sweep that finds no pod at risk does not begin with that while others fail.
func TestSweepHeadlineWithFailures(t *testing.T) {
	r := &diagnose.Report{Sweep: &diagnose.SweepReport{Swept: 3, Images: 1}, Failures: []diagnose.Failure{{Reason: "ImagePullBackOff"}}}
	r.Source = diagnose.Source{Kind: diagnose.SourceTraining}
	want := "1 image pull in the practice cluster already fails; no other pod is at risk: 3 pods swept, 1 image"
	if got := sweepHeadline(r); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
