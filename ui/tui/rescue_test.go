package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestLostPod: it is offered at the start, and created or forgotten.
func TestLostPod(t *testing.T) {
	for _, key := range []string{"A", "d"} {
		d := drive(t, 80, 24)
		b := &uitest.LostBackend{Backend: d.backend, Fixes: []diagnose.Fix{uitest.LostFix()}}
		d.a.Backend = b
		d.run(d.a.lookForLost())
		d.shows("Create Pod shop/tool again", "The program was ended")
		d.clock.Pass(time.Second)
		d.keys(key)
		if key == "A" && len(d.backend.Applied) != 1 || key == "d" && (len(b.Fixes) != 0 || len(d.a.Stack) != 1) {
			t.Errorf("%s: applied %d, lost %d", key, len(d.backend.Applied), len(b.Fixes))
		}
	}
}
