package tui

import (
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// mouse is what is remembered of it between two clicks.
type mouse struct {
	off    bool // switched off, so that the terminal can select text
	x, y   int
	at     time.Time
	footer []span // the keys of the footer as they were drawn
}

// span is a key of the footer, from one cell to another.
type span struct {
	from, to int
	act      screen.Action
}

const (
	doubleClick = 400 * time.Millisecond
	wheelLines  = 3
	mostSteps   = 60 // how far a click looks for the line under it
)

// mouseAction switches the mouse off and on.
func mouseAction(a *program) screen.Action {
	act := screen.Action{Key: screen.KeyMouse, Help: "mouse off", Doc: "switch the mouse off, so that the terminal can select text", Hidden: true,
		Do: func() tea.Cmd {
			a.mouse.off = !a.mouse.off
			if a.mouse.off {
				a.Say("mouse off; the terminal selects text now")
			} else {
				a.Say("mouse on: wheel, click, double click")
			}
			return nil
		}}
	if a.mouse.off {
		act.Help, act.Doc = "mouse on", "switch the mouse on: wheel, click, double click"
	}
	return act
}

// wheel moves as the arrow keys do, a few lines at once.
func (a *program) wheel(m tea.MouseWheelMsg) tea.Cmd {
	key := screen.KeyDown
	if m.Button == tea.MouseWheelUp {
		key = screen.KeyUp
	} else if m.Button != tea.MouseWheelDown {
		return nil
	}
	var cmds []tea.Cmd
	for range wheelLines {
		cmds = append(cmds, a.do(key))
	}
	return tea.Batch(cmds...)
}

// do carries out the action of a screen with this key, if it has one that does not
// write.
func (a *program) do(key screen.Key) tea.Cmd {
	for _, act := range a.Top().Actions() {
		if act.Key == key && !act.Writes() && act.Do != nil && act.Disabled == "" {
			return act.Do()
		}
	}
	return nil
}

// click chooses what is under the mouse, a second one at once opens it, and one on
// the footer presses a key. Nothing that changes the cluster is done by a click.
func (a *program) click(m tea.MouseClickMsg) tea.Cmd {
	if m.Button != tea.MouseLeft || a.Width < screen.MinWidth || a.Height < screen.MinHeight {
		return nil
	}
	now := a.Now()
	double := m.X == a.mouse.x && m.Y == a.mouse.y && now.Sub(a.mouse.at) < doubleClick
	a.mouse.x, a.mouse.y, a.mouse.at = m.X, m.Y, now
	a.Notes.Dismiss()
	if p, ok := a.Top().(*fix.Preview); ok {
		defer p.KeyPressed()
	}
	if m.Y == a.Height-1 {
		return a.clickFooter(m.X)
	}
	y := m.Y - 2 // top line and rule
	if y < 0 || y >= a.Height-frameHeight || !a.chooseLine(m.X, y) || !double {
		return nil
	}
	a.mouse.at = time.Time{}
	if cmd := a.do(screen.KeyOpen); cmd != nil {
		return cmd
	}
	if a.Top().Input() == nil || isPalette(a.Top()) {
		return a.do(screen.KeyEnter)
	}
	return nil
}

func isPalette(s screen.Screen) bool { _, ok := s.(*palette); return ok }

func (a *program) clickFooter(x int) tea.Cmd {
	for _, s := range a.mouse.footer {
		if x < s.from || x >= s.to {
			continue
		}
		if s.act.Writes() {
			a.Refuse("press " + s.act.Name() + " to " + s.act.Help + "; a click does not")
			return nil
		}
		return a.Run(s.act)
	}
	return nil
}

// chooseLine puts the cursor of a screen on the line y of its drawing; false if it
// has none there.
func (a *program) chooseLine(x, y int) bool {
	if l, ok := a.Top().(*list.List); ok {
		return l.Click(x, y)
	}
	if _, ok := a.Top().(*fix.Preview); ok {
		return false
	}
	if a.cursorAt().line < 0 {
		return false
	}
	// Step to where the cursor is drawn on that line, within what is on the screen:
	// where a step only scrolls, the cursor stays on its line.
	best, left, offset, found := 0, 0, 0, false // lines above the click, its column, steps from here
	walk := func(by int) {
		steps := 0
		for here := a.cursorAt(); steps < mostSteps; {
			near := y - here.line
			if near >= 0 && near < 3 && here.col <= x && (!found || here.col > left || here.col == left && near < best) {
				best, left, offset, found = near, here.col, by*steps, true
			}
			a.step(by)
			next := a.cursorAt()
			if next == here { // the end
				break
			}
			steps++
			if next.line == here.line && next.col == here.col {
				break
			}
			here = next
		}
		for range steps {
			a.step(-by)
		}
	}
	walk(1)
	walk(-1)
	for range max(offset, -offset) {
		a.step(max(min(offset, 1), -1))
	}
	return found
}

// step moves the cursor by a line.
func (a *program) step(by int) {
	up, down := screen.KeyUp, screen.KeyDown
	if isPalette(a.Top()) {
		up, down = screen.KeyChooseUp, screen.KeyChooseDown
	}
	if by < 0 {
		a.do(up)
		return
	}
	a.do(down)
}

// place is where the cursor is drawn, and on what.
type place struct {
	line, col int
	text      string
}

// cursorAt is the place of the cursor in the drawing; line is -1 for none. It is at
// the left of the screen or of a pane.
func (a *program) cursorAt() place {
	for i, l := range a.Top().View(a.Width, a.Height-frameHeight) {
		before, rest, ok := strings.Cut(ansi.Strip(l), " "+theme.Cursor)
		if ok && (before == "" || strings.HasSuffix(before, theme.Line)) {
			return place{i, cell.Width(before), rest}
		}
	}
	return place{line: -1}
}
