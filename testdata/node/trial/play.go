package trial

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
)

// together is how many cases are prepared at once.
const together = 8

// PrepareAll puts cases on the cluster and waits until their pods say what keeps them.
func (w *World) PrepareAll(ctx context.Context, list []cases.Case) error {
	errs := make([]error, len(list))
	var all sync.WaitGroup
	turn := make(chan struct{}, together)
	for i, c := range list {
		all.Go(func() {
			turn <- struct{}{}
			defer func() { <-turn }()
			if errs[i] = w.Prepare(ctx, c); errs[i] == nil {
				_, errs[i] = w.Settled(ctx, c.Expect)
			}
		})
	}
	all.Wait()
	for i, err := range errs {
		if err != nil {
			return fmt.Errorf("case %s: %w", list[i].Name, err)
		}
	}
	return nil
}

// Playable is a fix of a case, complete with the login that a person would type.
type Playable struct {
	Fix   diagnose.Fix
	Login diagnose.Credentials
}

// Playables are the fixes of a case's cause that can be applied, in the order in which they are
// offered.
func Playables(r *diagnose.Result, c cases.Case, registries []cases.Registry) ([]Playable, error) {
	failures := Failures(&r.Report, c.Expect)
	if len(failures) == 0 {
		return nil, fmt.Errorf("case %s: no failure was found", c.Name)
	}
	var out []Playable
	for _, f := range failures[0].Findings[0].Fixes {
		p := Playable{Fix: f}
		if f.Blocked != "" || len(f.Steps) == 0 || slices.ContainsFunc(out, func(o Playable) bool { return o.Fix.ID == f.ID }) {
			continue
		}
		if f.Form != nil {
			if withoutAccounts(f.Form.Registry, registries) {
				continue // there are no credentials to type: only its mirror wants some
			}
			var err error
			if p.Login, err = loginFor(f.Form, registries); err != nil {
				return nil, err
			}
			if p.Fix, err = fix.WithCredentials(f, p.Login); err != nil {
				return nil, err
			}
		}
		out = append(out, p)
	}
	return out, nil
}

// ApplyFix carries out a fix with the code of the screen, checks first. It returns the way back.
func (w *World) ApplyFix(ctx context.Context, f diagnose.Fix) (*diagnose.Fix, error) {
	client, err := clientFor(w.Kubeconfig)
	if err != nil {
		return nil, err
	}
	b := cluster.New(client, kube.Scope{}, source)
	for _, c := range b.Check(ctx, f) {
		if !c.OK {
			return nil, fmt.Errorf("precheck %q failed: %s", c.Text, c.Why)
		}
	}
	return b.Apply(ctx, f, nil)
}
