package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
	"github.com/pulldoctor/pulldoctor/ui/train"
)

// program is the one Bubble Tea model: it owns what its screens share, and is the
// only one that writes what is known of the cluster.
type program struct {
	*screen.Env
	dark    bool
	sixteen bool // the terminal has 16 colours, its user's own
	course  *train.Course

	updates  <-chan diagnose.Update
	source   int      // number of the backend that is watched
	unwatch  func()   // ends watching it
	contexts []string // of the kubeconfig, once they were asked for
	names    []string // of the cluster's namespaces, once they were asked for

	running bool               // a diagnosis is on its way
	waiting *diagnose.Snapshot // the newest snapshot that waits for it
	asked   *diagnose.Snapshot // the last that was diagnosed
	leaving bool               // ctrl+c was pressed while a fix was applied
	mouse   mouse
	recent  []string // names of the commands that were run from the palette
}

func newProgram(ctx context.Context, b ui.Backend, o ui.Options) *program {
	a := &program{unwatch: func() {}, dark: o.Theme != "light"}
	a.Env = screen.NewEnv(ctx, b, o, func(msg tea.Msg) tea.Cmd {
		_, cmd := a.Update(msg)
		return cmd
	})
	a.course = train.New(a.Env)
	a.prefer(o.Preferences)
	a.setTheme(a.dark)
	a.showList()
	return a
}

// Init starts to watch. The terminal is asked for its background without
// waiting for the answer.
func (a *program) Init() tea.Cmd {
	cmds := []tea.Cmd{a.watch(), tick(a.pace()), a.lookForLost()}
	switch c := a.Options.Course; {
	case c == nil:
	case c.Start != "":
		cmds = append(cmds, a.course.Open(c.Start))
	case c.Choice:
		cmds = append(cmds, a.course.OpenChoice())
	}
	if a.asksBackground() && !a.Options.NoColor {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// asksBackground says whether the theme depends on the terminal's background.
func (a *program) asksBackground() bool {
	switch a.Options.Theme {
	case "auto", theme.HighContrastName, theme.ColorBlindName:
		return true
	}
	return false
}

// list is the first screen.
func (a *program) list() *list.List { return a.Stack[0].(*list.List) }

// showList closes all screens and opens a new list.
func (a *program) showList() { a.Stack = []screen.Screen{list.New(a.Env)} }

// busy says whether something turns on the screen.
func (a *program) busy() bool {
	return a.State.Progress != "" || a.Writing > 0 || a.course.Opening != "" || a.checking()
}

// checking says whether a preview is not ready for a yes yet.
func (a *program) checking() bool {
	p, ok := a.Top().(*fix.Preview)
	return ok && p.Checking()
}

// pace is how often time is looked at.
func (a *program) pace() time.Duration {
	if a.busy() {
		return 200 * time.Millisecond
	}
	return time.Second
}

// setTheme changes the colours.
func (a *program) setTheme(isDark bool) {
	a.dark = isDark
	switch {
	case a.Options.NoColor:
		a.Theme = theme.Plain()
	case a.Options.Theme == theme.HighContrastName && !a.sixteen:
		a.Theme = theme.HighContrast(isDark)
	case a.sixteen || a.Options.Theme == theme.SixteenName:
		a.Theme = theme.Sixteen(isDark)
	default:
		a.Theme = theme.New(isDark)
	}
}
