package ask

import (
	"context"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/ask/guard"
)

// Asker asks registries and remembers the answers: what was asked once is not
// asked again. To ask again, make a new one.
type Asker struct {
	options Options
	guard   *guard.Guard
	scrub   scrub
	asking  sync.Mutex // one call of Ask or Plan at a time

	mu       sync.Mutex
	openings map[place]*opening
	sessions map[sessionKey]*session
	units    map[place]*unit
}

// New makes an Asker. It sends nothing.
func New(o Options) *Asker {
	o = o.withDefaults()
	return &Asker{
		options: o, guard: guard.New(o.guard()),
		openings: make(map[place]*opening), sessions: make(map[sessionKey]*session), units: make(map[place]*unit),
	}
}

// Format keeps what was sent out of everything that is printed.
func (a *Asker) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, "ask.Asker") }

// Requests is how many requests were sent so far, without the repetitions of
// RetryMissing.
func (a *Asker) Requests() int { return a.guard.Requests() }

// Ask asks the registries, several images at a time, and returns an answer for
// each question, in their order. Questions about one image, registry and login
// share one answer. It returns early when the context ends; what was not asked
// by then says so.
func (a *Asker) Ask(ctx context.Context, questions []Question) []Answer {
	a.asking.Lock()
	defer a.asking.Unlock()
	units := a.unitsOf(questions)
	a.pass(units, func(u *unit) { u.ask(ctx) })
	a.retryMissing(ctx, units)
	a.pass(units, func(u *unit) { u.finish(ctx) })

	answers := make([]Answer, len(questions))
	for i, q := range questions {
		answers[i] = Answer{Image: q.Image, Answers: a.units[placeOf(q.Image)].answers(q)}
	}
	return answers
}

// unitsOf groups questions by what they ask for, in their order.
func (a *Asker) unitsOf(questions []Question) []*unit {
	a.mu.Lock()
	defer a.mu.Unlock()
	var units []*unit
	in := make(map[place]bool)
	for _, q := range questions {
		p := placeOf(q.Image)
		u := a.units[p]
		if u == nil {
			u = newUnit(a, p)
			a.units[p] = u
		}
		if !in[p] {
			in[p], u.questions = true, nil
			units = append(units, u)
		}
		u.questions = append(u.questions, q)
	}
	return units
}

// pass does something for all units, a few at a time, and fewer at one
// registry.
func (a *Asker) pass(units []*unit, do func(*unit)) {
	all := make(chan struct{}, a.options.Parallel)
	each := make(map[string]chan struct{})
	for _, u := range units {
		if each[u.place.host] == nil {
			each[u.place.host] = make(chan struct{}, a.options.PerRegistry)
		}
	}
	var wait sync.WaitGroup
	for _, u := range units {
		one := each[u.place.host]
		wait.Go(func() {
			one <- struct{}{}
			defer func() { <-one }()
			all <- struct{}{}
			defer func() { <-all }()
			do(u)
		})
	}
	wait.Wait()
}

// Pauses between two looks for a tag that does not exist yet.
const (
	firstLook = 15 * time.Second
	lastLook  = time.Minute
)

// retryMissing asks again for tags that do not exist until they do, or the
// time is over.
func (a *Asker) retryMissing(ctx context.Context, units []*unit) {
	clock := a.options.Clock
	end := clock.Now().Add(a.options.RetryMissing)
	for pause := firstLook; ; pause = min(pause*3/2, lastLook) {
		var missing []*unit
		for _, u := range units {
			if u.missing() {
				missing = append(missing, u)
			}
		}
		left := end.Sub(clock.Now())
		if len(missing) == 0 || left <= 0 || clock.Sleep(ctx, min(pause, left)) != nil {
			return
		}
		a.pass(missing, func(u *unit) { u.again(ctx) })
	}
}
