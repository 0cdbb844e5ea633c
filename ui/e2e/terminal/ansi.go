package terminal

import (
	"fmt"
	"strings"

	"github.com/hinshun/vt10x"
)

// bold is the emulator's bit for it, which it does not export.
const bold = 1 << 2

// ANSI is the screen with its colours, as text that a terminal or a renderer
// can show again. Reverse is written out as colours, and bold text without a
// colour of its own is made brighter, because renderers leave both out.
func (t *Terminal) ANSI(foreground, background, bright string) string {
	t.vt.Lock()
	defer t.vt.Unlock()
	cols, rows := t.vt.Size()
	var out strings.Builder
	for y := range rows {
		style := ""
		for x := range cols {
			g := t.vt.Cell(x, y)
			fg := colour(38, g.FG, foreground, background)
			if g.Mode&bold != 0 && g.FG == vt10x.DefaultFG {
				fg = rgb(38, bright)
			}
			bg := ""
			if g.BG != vt10x.DefaultBG {
				bg = colour(48, g.BG, foreground, background)
			}
			if now := "\x1b[0m" + fg + bg; now != style {
				out.WriteString(now)
				style = now
			}
			char := g.Char
			if char == 0 {
				char = ' '
			}
			out.WriteRune(char)
		}
		out.WriteString("\x1b[0m\n")
	}
	return out.String()
}

// colour is the sequence that sets a colour; layer is 38 for text and 48 for
// the ground.
func colour(layer int, c vt10x.Color, foreground, background string) string {
	switch {
	case c == vt10x.DefaultFG:
		return rgb(layer, foreground)
	case c == vt10x.DefaultBG:
		return rgb(layer, background)
	case c < 256:
		return fmt.Sprintf("\x1b[%d;5;%dm", layer, c)
	}
	return fmt.Sprintf("\x1b[%d;2;%d;%d;%dm", layer, c>>16&255, c>>8&255, c&255)
}

// rgb sets a colour that is written "#rrggbb".
func rgb(layer int, hex string) string {
	var r, g, b int
	if _, err := fmt.Sscanf(hex, "#%02x%02x%02x", &r, &g, &b); err != nil {
		return ""
	}
	return fmt.Sprintf("\x1b[%d;2;%d;%d;%dm", layer, r, g, b)
}
