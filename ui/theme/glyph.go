package theme

import "strings"

// The glyphs of the screens. Every one is a single cell, and every one is in
// the fonts people use in terminals.
const (
	Check  = "✓"
	Cross  = "×"
	Bang   = "!"
	Unsure = "?"
	Skip   = "–"
	Dot    = "·"
	Cursor = "▸"
	Bullet = "●"
	Line   = "│"
	Dashed = "┆"
	Rule   = "─"
	Heavy  = "━"

	HeavyLine = "┃" // the way at the broken link

	Masked  = "•"
	Arrow   = "→" // a fix that is made at its source
	Pointer = "^" // under the characters that differ
)

// Caret marks the cell where typed text goes on. It is never seen: the screen
// puts the terminal's own cursor there, which screen readers, magnifiers and
// input methods follow.
const Caret = "\ue000"

// Spinner is one frame of "busy"; it turns once in four frames.
func Spinner(frame int) string {
	return [...]string{"|", "/", "-", `\`}[((frame%4)+4)%4]
}

// ascii has a one-cell stand-in for every drawn character, so that no layout
// changes with it.
var ascii = strings.NewReplacer(
	"↑↓", "jk", "←→", "<>", "→", ">", "←", "<", "↑", "^", "↓", "v",
	"✓", "v", "×", "x", "–", "-", "·", ".", "▸", ">", "●", "*", "•", "*", "…", "~",
	"│", "|", "┆", ":", "┃", "|", "─", "-", "┄", "-", "━", "=",
	"╭", "+", "╮", "+", "╰", "+", "╯", "+", "┏", "+", "┓", "+", "┗", "+", "┛", "+",
	"├", "|", "└", "`", "┬", "+", "┴", "+", "┯", "+", "┷", "+",
)

// ASCII replaces the glyphs of a drawn screen by ASCII of the same width.
// Other characters, such as those of a name, stay.
func ASCII(s string) string { return ascii.Replace(s) }
