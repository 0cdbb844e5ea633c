package realnode

import (
	"context"
	"path/filepath"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// TestCases puts all cases on one node, compares what is found with what each case says, mends each
// and waits until its pods run, and takes the fix back.
func TestCases(t *testing.T) {
	if *recording {
		t.Skip("this run records")
	}
	kubelet.Quiet()
	list, registries := load(t)
	program, err := trial.BuildProgram(background, filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Error(err)
	}
	w := start(t, registries)
	for _, c := range list {
		prepare(t, w, c)
	}
	for _, c := range list {
		if err := w.Settled(background, c.Expect); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
	result, err := w.Diagnose(background)
	if err != nil {
		t.Fatal(err)
	}
	printed, err := program.Report(background, w)
	if err != nil {
		t.Error(err)
	}
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			for _, wrong := range trial.Compare(&result.Report, c.Expect) {
				t.Error(wrong)
			}
			if printed != nil {
				for _, wrong := range trial.Compare(printed, c.Expect) {
					t.Errorf("printed report: %s", wrong)
				}
			}
			if c.Expect.Fix != "" && !t.Failed() {
				t.Parallel() // most of the time goes by waiting for the kubelet
				mend(t, w, c, result, registries)
			}
		})
	}
}

// mend applies the first fix, waits for the pods, takes the fix back and compares.
func mend(t *testing.T, w *trial.World, c cases.Case, result *diagnose.Result, registries []cases.Registry) {
	t.Helper()
	ctx, cancel := context.WithCancel(background)
	defer cancel()
	before, err := w.State(ctx, c.Expect.Namespace)
	if err != nil {
		t.Fatal(err)
	}
	m, err := w.Mend(ctx, result, trial.Failures(&result.Report, c.Expect)[0], registries)
	if err != nil {
		t.Fatal(err)
	}
	if c.Expect.After == "running" {
		took, err := m.Running(ctx)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %s, runs after %v", c.Name, c.Expect.Fix, took.Round(100*time.Millisecond))
		if err := w.AllRunning(ctx, c.Expect); err != nil {
			t.Error(err)
		}
		if err := w.CanPull(ctx, c.Expect, registries); err != nil {
			t.Errorf("the kubelet's code says: %v", err)
		}
	}
	if err := m.TakeBack(ctx); err != nil {
		t.Fatal(err)
	}
	after, err := w.State(ctx, c.Expect.Namespace)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("not as before (-before +after):\n%s", diff)
	}
}
