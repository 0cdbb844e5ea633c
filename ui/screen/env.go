package screen

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Env is what the program shares with its screens: where and how they are
// shown, what is known of the cluster, and the screens that are open. A screen
// changes only the notes, the open screens and the permission to show
// passwords; it asks for everything else with Send.
type Env struct {
	Ctx     context.Context
	Backend ui.Backend
	Options ui.Options
	Theme   *theme.Theme
	Shell   bool // ctrl+z returns to a shell
	Keys    Keymap

	Width, Height int // of the window

	State    State
	Stack    []Screen // the last one is shown
	Notes    Notes
	Reveal   Reveal
	InLesson bool // the cluster is that of a lesson or an exam

	// Hidden says whether causes are the learner's to find; Name says at which link of
	// a failing pod the pull stops. Only lessons hide something.
	Hidden func() bool
	Name   func(f *diagnose.Failure, link diagnose.LinkID) tea.Cmd

	Writing int // fixes that are being applied
	Writes  Writes
	Frame   int // of the spinner

	handle func(tea.Msg) tea.Cmd
	lastID int
}

// NewEnv has no screen yet. handle takes the messages that screens send.
func NewEnv(ctx context.Context, b ui.Backend, o ui.Options, handle func(tea.Msg) tea.Cmd) *Env {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	return &Env{Ctx: ctx, Backend: b, Options: o, handle: handle, Hidden: func() bool { return false }}
}

// Send gives a message to the program, which handles it before Send returns: a
// key that is pressed next must reach the screen that this one leads to.
func (e *Env) Send(msg tea.Msg) tea.Cmd { return e.handle(msg) }

// Now is the time by the clock of the options.
func (e *Env) Now() time.Time { return e.Options.Clock() }

// NextID names a screen, so that a late answer does not reach another one.
func (e *Env) NextID() int {
	e.lastID++
	return e.lastID
}

// Top is the screen that is shown.
func (e *Env) Top() Screen { return e.Stack[len(e.Stack)-1] }

// Push opens a screen on top of the others.
func (e *Env) Push(s Screen) {
	e.Reveal.End()
	e.Stack = append(e.Stack, s)
}

// Pop goes back one screen; the first one stays.
func (e *Env) Pop() {
	e.Reveal.End()
	if len(e.Stack) > 1 {
		e.Stack = e.Stack[:len(e.Stack)-1]
	}
}

// Home goes back to the first screen, the list.
func (e *Env) Home() {
	e.Reveal.End()
	e.Stack = e.Stack[:1]
}

// Say shows a note for a while.
func (e *Env) Say(text string) { e.Notes.Say(e.Now(), text) }

// Keep shows a note until a key is pressed: an error.
func (e *Env) Keep(text string) { e.Notes.Keep(e.Now(), text) }

// Refuse shows for a while, or until the next key, why a key does nothing.
func (e *Env) Refuse(text string) { e.Notes.Refuse(e.Now(), text) }

// Run carries out an action, or says why it is disabled.
func (e *Env) Run(act Action) tea.Cmd {
	if act.Disabled != "" {
		e.Refuse(act.Name() + ": " + act.Disabled)
		return nil
	}
	if act.Do == nil {
		return nil
	}
	return act.Do()
}

// Refresh asks the backend to read the cluster again.
func (e *Env) Refresh() tea.Cmd {
	b := e.Backend
	return func() tea.Msg { b.Refresh(); return nil }
}

// Revealed says whether passwords are shown now.
func (e *Env) Revealed() bool { return e.Reveal.Left(e.Now()) > 0 }

// Spinner is one character that turns while something is awaited.
func (e *Env) Spinner() string { return theme.Spinner(e.Frame) }

// slow is when a wait gets a number of seconds beside it.
const slow = 3 * time.Second

// Progress is what is being waited for, with seconds when it takes long.
func (e *Env) Progress() string {
	s := e.Spinner() + " " + cell.Clean(e.State.Progress)
	if d := e.Now().Sub(e.State.Since); d >= slow {
		s += fmt.Sprintf(" (%d s)", int(d.Seconds()))
	}
	return s
}

// Cluster is what the top line calls the cluster.
func (e *Env) Cluster() string {
	switch {
	case e.InLesson:
		return "practice" // short, so that it is not what is cut
	case e.Options.Practice:
		return "practice cluster"
	}
	return e.Options.Context
}

// Production says whether the context's name reads like a production cluster.
// Practice never does.
func (e *Env) Production() bool {
	return !e.Options.Practice && (LooksLikeProduction(e.Options.Context) || hasWord(e.Options.Context, e.Options.Preferences.Production))
}

// Beside puts two panes next to one another, the left one lw cells wide.
func (e *Env) Beside(left, right []string, lw, w, h int) []string {
	return cell.Beside(left, right, e.Theme.Faint.Render(theme.Line), lw, w, h)
}
