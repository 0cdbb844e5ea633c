package tui

import (
	"context"
	"errors"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// patience is how long a fix that is being written may go on after the user
// has left: a half-written fix is worse than a late prompt.
const patience = 10 * time.Second

// Run opens the program and returns when the user leaves it. The terminal is
// given back as it was, whatever the way out: a key, the end of ctx (signals are
// to end it), a panic (which is returned as an error). An interrupt is not an
// error.
func Run(ctx context.Context, b ui.Backend, o ui.Options) error {
	o = screen.FromEnvironment(o, os.Getenv)
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	a := newProgram(ctx, b, o)
	a.Shell = hasShell()

	// Signals end ctx. Bubble Tea's own handler would wait for ever to report a
	// signal to a program that ctx has ended already.
	opts := []tea.ProgramOption{tea.WithContext(ctx), tea.WithoutSignalHandler()}
	if o.Input != nil {
		opts = append(opts, tea.WithInput(o.Input))
	}
	if o.Output != nil {
		opts = append(opts, tea.WithOutput(o.Output))
	}
	program := tea.NewProgram(a, opts...)
	defer dumpReadably(program)()
	_, err := program.Run()
	a.Writes.Wait(patience)
	switch {
	case errors.Is(err, tea.ErrProgramPanic):
		return err
	case errors.Is(err, tea.ErrInterrupted), ctx.Err() != nil:
		return nil
	}
	return err
}
