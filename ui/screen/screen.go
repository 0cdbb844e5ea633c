package screen

import tea "charm.land/bubbletea/v2"

// Below this size nothing is drawn; the content is shown as plain lines.
const (
	MinWidth  = 60
	MinHeight = 15
)

// WideWidth is where a screen gets a second pane.
const WideWidth = 100

// Screen is one screen of the program.
type Screen interface {
	// Place is the path of this screen, after the context in the top line.
	Place() []string

	// Status is what the right end of the top line says of it.
	Status() string

	// Actions are all that can be done here, most likely first.
	Actions() []Action

	// Input takes the characters that are typed; nil where none are.
	Input() *Input

	// Update takes what happened: a new result, the answer to a command. Keys
	// do not come this way.
	Update(msg tea.Msg) tea.Cmd

	// View draws the screen into exactly h lines, none wider than w.
	View(w, h int) []string

	// Text is the same content for a window too small to draw in: lines to
	// be wrapped, and which of them has the cursor.
	Text() (lines []string, cursor int)
}
