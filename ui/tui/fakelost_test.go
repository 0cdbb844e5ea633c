package tui

import (
	"context"

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
