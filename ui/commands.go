package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// listen waits for the next update and takes the newest of those that wait.
func listen(ch <-chan diagnose.Update, source int) tea.Cmd {
	if ch == nil {
		return nil
	}
	return func() tea.Msg {
		u, ok := <-ch
		for ok {
			select {
			case newer, more := <-ch:
				if !more {
					return updateMsg{source: source, update: u, ok: true}
				}
				if newer.Snapshot == nil {
					newer.Snapshot = u.Snapshot
				}
				u = newer
			default:
				return updateMsg{source: source, update: u, ok: true}
			}
		}
		return updateMsg{source: source}
	}
}

// apply carries a fix out. Its steps arrive one by one. The context is not the
// program's: a fix that has begun is finished even when the user leaves.
func apply(ctx context.Context, b Backend, f diagnose.Fix, id int, w *writes) tea.Cmd {
	ch := make(chan any, 2*len(f.Steps)+8)
	w.wg.Add(1)
	run := func() tea.Msg {
		defer w.wg.Done()
		defer close(ch)
		undo, err := b.Apply(context.WithoutCancel(ctx), f, func(s diagnose.StepDone) {
			ch <- steppedMsg{id: id, step: s, next: ch}
		})
		ch <- appliedMsg{id: id, undo: undo, err: err}
		return nil
	}
	return tea.Batch(run, following(ch))
}

// following waits for the next message of a fix that is being carried out.
func following(ch <-chan any) tea.Cmd {
	return func() tea.Msg { return <-ch }
}

// refresh asks the backend to read again.
func refresh(b Backend) tea.Cmd {
	return func() tea.Msg { b.Refresh(); return nil }
}

// tick wakes the screen: ages, spinners, notes that have been up long enough.
func tick(d time.Duration) tea.Cmd {
	return tea.Tick(d, func(t time.Time) tea.Msg { return tickMsg(t) })
}
