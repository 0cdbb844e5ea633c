package ui

import tea "charm.land/bubbletea/v2"

// Below this size nothing is drawn; the content is shown as plain lines.
const (
	drawnWidth  = 60
	drawnHeight = 15
)

// wideWidth is where a screen gets a second pane.
const wideWidth = 100

// screen is one screen of the program.
type screen interface {
	// place is where this screen stands, behind the context in the top line.
	place() []string

	// status is what the right end of the top line says of it.
	status() string

	// actions are all that can be done here, most likely first.
	actions() []action

	// input takes the characters that are typed; nil where none are.
	input() *input

	// update takes what happened: a new result, the answer to a command. Keys
	// do not come this way.
	update(msg tea.Msg) tea.Cmd

	// view draws the screen into exactly h lines, none wider than w.
	view(w, h int) []string

	// plain is the same content for a window too small to draw in: lines to
	// be wrapped, and which of them has the cursor.
	plain() (lines []string, cursor int)
}
