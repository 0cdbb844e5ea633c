package trial

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// Prepare puts a case on the cluster: its manifests, and what was changed after its pods were there.
func (w *World) Prepare(ctx context.Context, c cases.Case) error {
	err := w.Apply(ctx, c.Manifests)
	if err == nil {
		err = w.trigger(ctx, c.Manifests)
	}
	if err == nil {
		err = w.Created(ctx, c.Expect)
	}
	if err == nil && len(c.Then) > 0 && !c.Late {
		err = w.later(ctx)
		if err == nil {
			err = w.Apply(ctx, c.Then)
		}
	}
	if err != nil {
		return fmt.Errorf("case %s: %w", c.Name, err)
	}
	return nil
}

// Run is the whole trial: all cases on one cluster; what is found must be what each case says, in
// this program and in the binary; each is mended and must run; and the fix is taken back. What comes
// of it is complete when t's subtests have ended.
func (w *World) Run(ctx context.Context, t *testing.T, list []cases.Case, registries []cases.Registry, program Program) *Results {
	for _, c := range list {
		if err := w.Prepare(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	reasons := map[string]string{}
	for _, c := range list {
		reason, err := w.Settled(ctx, c.Expect)
		if err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
		reasons[c.Name] = reason
	}
	if err := w.Listed(ctx); err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if err := w.MendLate(ctx, c); err != nil {
			t.Fatal(err)
		}
	}
	all, err := w.look(ctx, program)
	if err != nil {
		t.Fatal(err)
	}
	w.ask(ctx, t)
	results := &Results{}
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			seen := all
			if len(c.Deny) > 0 {
				eyes, err := w.As(ctx, c)
				if err == nil {
					seen, err = eyes.look(ctx, program)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			result, printed := seen.read, seen.printed
			line := results.add(c, reasons[c.Name], &result.Report)
			t.Cleanup(func() { line.Wrong = t.Failed() })
			for who, report := range map[string]*diagnose.Report{"read": &result.Report, "printed": printed} {
				if wrong := Compare(report, c.Expect); len(wrong) > 0 {
					t.Errorf("%s report:\n%s", who, strings.Join(wrong, "\n"))
				}
			}
			if t.Failed() || c.Expect.Fix == "" {
				return
			}
			if c.Expect.After == blocked {
				if fix := Failures(&result.Report, c.Expect)[0].Findings[0].Fixes[0]; fix.Blocked == "" {
					t.Errorf("%s can be applied, and should not", fix.ID)
				}
				return
			}
			t.Parallel() // most of the time goes by waiting for the kubelet
			line.Took = w.mend(ctx, t, c, result, registries)
		})
	}
	return results
}

// ask asks the node's registries about all that fails: what they answer is what the node said.
func (w *World) ask(ctx context.Context, t *testing.T) {
	if w.Asking == nil {
		return
	}
	asked, err := w.DiagnoseAsked(ctx, *w.Asking)
	if err != nil {
		t.Fatal(err)
	}
	wrong, settled := Contradictions(&asked.Report)
	t.Logf("the registries bear out %d of %d failures", settled, len(asked.Report.Failures))
	for _, text := range wrong {
		t.Error(text)
	}
}

// seen is what the program's code and the program itself say of a cluster.
type seen struct {
	read    *diagnose.Result
	printed *diagnose.Report
}

func (w *World) look(ctx context.Context, program Program) (s seen, err error) {
	if s.read, err = w.Diagnose(ctx); err != nil {
		return s, err
	}
	s.printed, err = program.Report(ctx, w)
	return s, err
}

// blocked is what a case expects of a fix that has to be made elsewhere.
const blocked = "blocked"

// mend applies the first fix, waits for the pods, takes the fix back and compares. It returns the time
// until they ran.
func (w *World) mend(ctx context.Context, t *testing.T, c cases.Case, result *diagnose.Result, registries []cases.Registry) (took time.Duration) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	before, err := w.State(ctx, c.Expect.Namespace)
	if err != nil {
		t.Fatal(err)
	}
	m, err := w.Mend(ctx, result, Failures(&result.Report, c.Expect)[0], registries)
	if err != nil {
		t.Fatal(err)
	}
	if c.Expect.After == "running" {
		if took, err = m.Running(ctx); err != nil {
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
	return took
}
