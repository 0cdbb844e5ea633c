package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// app is the one Bubble Tea model. The last screen of the stack is shown.
type app struct {
	ctx     context.Context
	backend Backend
	o       Options
	th      *theme.Theme
	dark    bool
	sixteen bool // the terminal has 16 colours, its user's own

	w, h   int
	state  state
	stack  []screen
	notes  notes
	writes writes
	reveal reveal
	course courseState
	keeper keeper

	updates  <-chan diagnose.Update
	source   int      // number of the backend that is watched
	unwatch  func()   // ends watching it
	contexts []string // of the kubeconfig, once they were asked for
	names    []string // of the cluster's namespaces, once they were asked for

	rescue *rescue // a lost pod that is asked about; nil if none

	running bool               // a diagnosis is on its way
	waiting *diagnose.Snapshot // the newest snapshot that waits for it
	asked   *diagnose.Snapshot // the last that was diagnosed
	frame   int                // of the spinner
	ids     int                // last id given to a screen
	writing int                // fixes being carried out
	leaving bool               // ctrl+c was pressed while a fix was carried out
}

func newApp(ctx context.Context, b Backend, o Options) *app {
	if o.Clock == nil {
		o.Clock = time.Now
	}
	a := &app{ctx: ctx, backend: b, o: o, unwatch: func() {}, dark: o.Theme != "light"}
	a.setTheme(a.dark)
	a.stack = []screen{newList(a)}
	return a
}

// Init starts to watch. The terminal is asked for its background, and nobody
// waits for the answer.
func (a *app) Init() tea.Cmd {
	cmds := []tea.Cmd{a.watch(), tick(a.pace()), a.lookForLost()}
	if c := a.o.Course; c != nil && c.Start != "" {
		cmds = append(cmds, a.openCourse(c.Start))
	}
	if a.o.Theme == "auto" && !a.o.NoColor {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

func (a *app) now() time.Time { return a.o.Clock() }

// top is the screen that is shown.
func (a *app) top() screen { return a.stack[len(a.stack)-1] }

func (a *app) push(s screen) {
	a.reveal.end()
	a.stack = append(a.stack, s)
}

// pop goes back one screen; the list stays.
func (a *app) pop() {
	a.reveal.end()
	if len(a.stack) > 1 {
		a.stack = a.stack[:len(a.stack)-1]
	}
}

// home goes back to the list.
func (a *app) home() *list {
	a.reveal.end()
	a.stack = a.stack[:1]
	return a.stack[0].(*list)
}

// id names a screen, so that a late answer does not reach another one.
func (a *app) id() int {
	a.ids++
	return a.ids
}

// busy says whether something turns on the screen.
func (a *app) busy() bool {
	return a.state.progress != "" || a.writing > 0 || a.course.opening != "" || a.checking()
}

// checking says whether a preview is not ready for a yes yet.
func (a *app) checking() bool {
	p, ok := a.top().(*preview)
	return ok && (!p.checked || !p.quiet.ready(a.now()))
}

// pace is how often time is looked at.
func (a *app) pace() time.Duration {
	if a.busy() {
		return 200 * time.Millisecond
	}
	return time.Second
}

// spinner is one character that turns while something is awaited.
func (a *app) spinner() string { return theme.Spinner(a.frame) }

// setTheme changes the colours.
func (a *app) setTheme(isDark bool) {
	a.dark = isDark
	switch {
	case a.o.NoColor:
		a.th = theme.Plain()
	case a.sixteen || a.o.Theme == theme.SixteenName:
		a.th = theme.Sixteen(isDark)
	default:
		a.th = theme.New(isDark)
	}
}
