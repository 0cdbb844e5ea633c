package ui

import (
	"context"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Rescuer is a Backend that knows of pods which an earlier program deleted
// and, because it was killed, did not create again.
type Rescuer interface {
	// Lost are the fixes that create them.
	Lost(ctx context.Context) []diagnose.Fix

	// Forget drops what is kept of such a pod.
	Forget(f diagnose.Fix)
}
