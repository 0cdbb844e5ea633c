package report

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Colors of the text report: from the terminal's palette of sixteen, so that the
// user's theme applies. Words and glyphs carry the meaning.
const (
	red    = "31"
	green  = "34" // blue: color-blind users can distinguish it from red
	yellow = "33"
)

func (t *text) sgr(code, s string) string {
	if !t.Color || s == "" {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

func (t *text) bold(s string) string  { return t.sgr("1", s) }
func (t *text) faint(s string) string { return t.sgr("2", s) }

func (t *text) mark(glyph, color string) string { return t.sgr(color, glyph) }

func (t *text) severity(s diagnose.Severity) string {
	switch s {
	case diagnose.SeverityError:
		return t.mark("×", red)
	case diagnose.SeverityWarning:
		return t.mark("!", yellow)
	}
	return t.mark("·", green)
}

// state returns a link's state, padded to a fixed width.
func (t *text) state(s diagnose.LinkState) string {
	switch s {
	case diagnose.LinkOK:
		return t.sgr(green, "✓ ok    ")
	case diagnose.LinkBroken:
		return t.sgr(red, "× BROKEN")
	case diagnose.LinkRisk:
		return t.sgr(yellow, "! risk  ")
	case diagnose.LinkSkipped:
		return t.faint("– unused")
	}
	return t.faint("? unsure")
}

// ToASCII replaces the few glyphs that the report uses.
var ToASCII = strings.NewReplacer("✓", "v", "×", "x", "–", "-", "·", "*", "•", "*", "…", "...", "“", `"`, "”", `"`).Replace
