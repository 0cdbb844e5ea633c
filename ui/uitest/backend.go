package uitest

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Clock moves only with Pass.
type Clock struct{ T time.Time }

func (c *Clock) Now() time.Time       { return c.T }
func (c *Clock) Pass(d time.Duration) { c.T = c.T.Add(d) }

// Backend remembers what it was asked for.
type Backend struct {
	mu        sync.Mutex
	Updates   chan diagnose.Update
	Checks    []diagnose.Precheck
	Applied   []diagnose.Fix
	Refreshed int
	Fails     error
}

func NewBackend() *Backend {
	return &Backend{Updates: make(chan diagnose.Update, 8), Checks: []diagnose.Precheck{
		{Text: "you may patch secrets in shop", OK: true}, {Text: "the secret has not changed since it was read", OK: true},
		{Text: "no controller owns it", OK: true}}}
}

func (b *Backend) Watch(context.Context) <-chan diagnose.Update            { return b.Updates }
func (b *Backend) Check(context.Context, diagnose.Fix) []diagnose.Precheck { return b.Checks }
func (b *Backend) Refresh()                                                { b.mu.Lock(); b.Refreshed++; b.mu.Unlock() }

func (b *Backend) Apply(_ context.Context, f diagnose.Fix, done func(diagnose.StepDone)) (*diagnose.Fix, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.Applied = append(b.Applied, f)
	for i, s := range f.Steps {
		if b.Fails != nil && i == len(f.Steps)-1 {
			done(diagnose.StepDone{Index: i, Text: s.Object.String() + " not changed", Err: b.Fails})
			return nil, errors.New("step 1 of 1 failed")
		}
		done(diagnose.StepDone{Index: i, Text: s.Object.String() + " changed"})
	}
	undo := diagnose.Fix{ID: "undo", Title: "Put Secret shop/regcred back as it was", Steps: f.Steps, Undoes: true}
	return &undo, nil
}
