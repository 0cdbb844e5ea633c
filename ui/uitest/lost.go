package uitest

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// LostBackend knows of a pod that an earlier program lost.
type LostBackend struct {
	*Backend
	Fixes []diagnose.Fix
}

func (b *LostBackend) Lost(context.Context) []diagnose.Fix { return b.Fixes }
func (b *LostBackend) Forget(diagnose.Fix)                 { b.Fixes = nil }

func LostFix() diagnose.Fix {
	pod := *Object("Pod", "shop", "tool")
	return diagnose.Fix{ID: "create-lost-pod", Title: "Create Pod shop/tool again, which a fix deleted",
		Steps:    []diagnose.Step{{Object: pod, Write: step.RecreatePod{}}},
		Warnings: []string{"The program was ended between deleting this pod and creating it again."}}
}
