package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestTryNow: a pod that waits for its node can be recreated at once, with a
// preview; one without a controller cannot.
func TestTryNow(t *testing.T) {
	for name, owned := range map[string]bool{"with a controller": true, "without": false} {
		t.Run(name, func(t *testing.T) {
			s := uitest.Snapshot(uitest.Noon)
			for i := range s.Pods {
				s.Pods[i].Owners = nil
				if owned {
					s.Pods[i].Owners = []diagnose.Owner{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "web-7d9f4c6b8", UID: "rs", Controller: true}}
				}
			}
			d := drive(t, 80, 24).reading(s)
			toWeb(d)
			d.keys("f")
			d.clock.Pass(time.Second)
			d.keys("A")
			again := *s // news, though nothing has changed
			d.reading(&again)
			d.shows("up to 5 minutes")
			d.keys("T")
			if !owned {
				d.hides("Press T to retry now", "Recreate")
				return
			}
			d.shows("Recreate 3 pods now", "Restarts 3 pods")
			d.keys("esc")
			d.shows("Press T to retry now")
		})
	}
}
