package apiserver

import (
	"context"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// changedSince: what somebody has changed since the fix is not taken back, and nothing is lost.
func changedSince(ctx context.Context, t *testing.T, w *trial.World, f diagnose.Fix) {
	b := backend(t, w.Kubeconfig)
	undo, err := b.Apply(ctx, f, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := touch(ctx, w, "refused-undo"); err != nil {
		t.Fatal(err)
	}
	if said := failing(ctx, b, *undo, "changed since it was read"); !strings.Contains(said, "changed since it was read") {
		t.Errorf("the checks say %q", said)
	}
	if _, err := b.Apply(ctx, *undo, nil); err == nil || !strings.Contains(err.Error(), "changed since it was read") {
		t.Errorf("got %v", err)
	}
	if there, err := ours(ctx, w, "refused-undo", f); err != nil || !there {
		t.Errorf("the secret is gone: %v", err)
	}
}

// lostServer: the API server cannot be reached after the first write. It is said what was done and
// what not, and taking it back works when the server is there again.
func lostServer(ctx context.Context, t *testing.T, w *trial.World, f diagnose.Fix) {
	p, err := newProxy(w.Kubeconfig, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.cut)
	b := backend(t, p.kubeconfig)
	undo, err := b.Apply(ctx, f, func(s diagnose.StepDone) {
		if s.Index == 0 {
			p.cut()
		}
	})
	if err == nil || !strings.Contains(err.Error(), "Applied: "+f.Steps[0].Object.String()+" created.") {
		t.Fatalf("got %v", err)
	}
	if undo == nil {
		t.Fatal("there is no way back")
	}
	if err := p.open(); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Apply(ctx, *undo, nil); err != nil {
		t.Fatal(err)
	}
	if left, err := ours(ctx, w, "refused-lost", f); err != nil || left {
		t.Errorf("left over: %v %v", left, err)
	}
}
