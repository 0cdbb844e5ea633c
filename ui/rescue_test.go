package ui

import (
	"context"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// lostBackend knows of a pod that an earlier program lost.
type lostBackend struct {
	*fakeBackend
	lost []diagnose.Fix
}

func (b *lostBackend) Lost(context.Context) []diagnose.Fix { return b.lost }
func (b *lostBackend) Forget(diagnose.Fix)                 { b.lost = nil }

func lostFix() diagnose.Fix {
	pod := *object("Pod", "shop", "tool")
	return diagnose.Fix{ID: "create-lost-pod", Title: "Create Pod shop/tool again, which a fix deleted",
		Steps:    []diagnose.Step{{Action: diagnose.RecreatePod, Object: pod}},
		Warnings: []string{"The program was ended between deleting this pod and creating it again."}}
}

// TestLostPod: it is offered at the start, and created or forgotten.
func TestLostPod(t *testing.T) {
	for _, key := range []string{"y", "d"} {
		d := drive(t, 80, 24)
		b := &lostBackend{d.backend, []diagnose.Fix{lostFix()}}
		d.a.backend = b
		d.run(d.a.lookForLost())
		d.shows("Create Pod shop/tool again", "The program was ended")
		d.clock.pass(time.Second)
		d.keys(key)
		if key == "y" && len(d.backend.applied) != 1 || key == "d" && (len(b.lost) != 0 || len(d.a.stack) != 1) {
			t.Errorf("%s: applied %d, lost %d", key, len(d.backend.applied), len(b.lost))
		}
	}
}
