package tui

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// fakeClock goes on only when told.
type fakeClock struct{ t time.Time }

func (c *fakeClock) now() time.Time       { return c.t }
func (c *fakeClock) pass(d time.Duration) { c.t = c.t.Add(d) }

// fakeBackend remembers what it was asked for.
type fakeBackend struct {
	mu        sync.Mutex
	updates   chan diagnose.Update
	checks    []diagnose.Precheck
	applied   []diagnose.Fix
	refreshed int
	fails     error
}

func newBackend() *fakeBackend {
	return &fakeBackend{updates: make(chan diagnose.Update, 8), checks: []diagnose.Precheck{
		{Text: "you may patch secrets in shop", OK: true}, {Text: "the secret has not changed since it was read", OK: true},
		{Text: "no controller owns it", OK: true}}}
}

func (b *fakeBackend) Watch(context.Context) <-chan diagnose.Update            { return b.updates }
func (b *fakeBackend) Check(context.Context, diagnose.Fix) []diagnose.Precheck { return b.checks }
func (b *fakeBackend) Refresh()                                                { b.mu.Lock(); b.refreshed++; b.mu.Unlock() }

func (b *fakeBackend) Apply(_ context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.applied = append(b.applied, f)
	for i, s := range f.Steps {
		if b.fails != nil && i == len(f.Steps)-1 {
			done(diagnose.StepDone{Index: i, Text: s.Object.String() + " not changed", Err: b.fails})
			return nil, errors.New("step 1 of 1 failed")
		}
		done(diagnose.StepDone{Index: i, Text: s.Object.String() + " changed"})
	}
	undo := diagnose.Fix{ID: "undo", Title: "Put Secret shop/regcred back as it was", Steps: f.Steps, Undoes: true}
	return &undo, nil
}
