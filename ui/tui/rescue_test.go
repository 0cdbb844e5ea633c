package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// TestLostPod: it is offered at the start, and created or forgotten.
func TestLostPod(t *testing.T) {
	for _, key := range []string{"y", "d"} {
		d := drive(t, 80, 24)
		b := &lostBackend{d.backend, []diagnose.Fix{lostFix()}}
		d.a.Backend = b
		d.run(d.a.lookForLost())
		d.shows("Create Pod shop/tool again", "The program was ended")
		d.clock.pass(time.Second)
		d.keys(key)
		if key == "y" && len(d.backend.applied) != 1 || key == "d" && (len(b.lost) != 0 || len(d.a.Stack) != 1) {
			t.Errorf("%s: applied %d, lost %d", key, len(d.backend.applied), len(b.lost))
		}
	}
}
