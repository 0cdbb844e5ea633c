package fix

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// apply applies a fix. Its steps arrive one by one. The context is not the
// program's: a fix that has begun is finished even when the user leaves.
func apply(ctx context.Context, b ui.Backend, f diagnose.Fix, id int, w *screen.Writes) tea.Cmd {
	ch := make(chan any, 2*len(f.Steps)+8)
	written := w.Begin()
	run := func() tea.Msg {
		defer written()
		defer close(ch)
		undo, err := b.Apply(context.WithoutCancel(ctx), f, func(s diagnose.StepDone) {
			ch <- steppedMsg{id: id, step: s, next: ch}
		})
		ch <- AppliedMsg{id: id, undo: undo, err: err}
		return nil
	}
	return tea.Batch(run, following(ch))
}

// following waits for the next message of a fix that is being applied.
func following(ch <-chan any) tea.Cmd {
	return func() tea.Msg { return <-ch }
}
