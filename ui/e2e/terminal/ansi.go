package terminal

import (
	"fmt"
	"image/color"
	"strings"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/ansi"
)

// Layers of a cell, as SGR sequences number them.
const (
	textLayer       = 38
	backgroundLayer = 48
)

// ANSI is the screen with its colors, as text that a terminal or a renderer
// can show again. Reverse is written out as colors, and bold text without a
// color of its own is made brighter, because renderers ignore both.
func (t *Terminal) ANSI(foreground, background, bright string) string {
	t.screen.Lock()
	defer t.screen.Unlock()
	var out strings.Builder
	for y := range t.vt.Height() {
		style := ""
		for x := 0; x < t.vt.Width(); {
			cell := t.vt.CellAt(x, y)
			if now := "\x1b[0m" + colors(cell.Style, foreground, background, bright); now != style {
				out.WriteString(now)
				style = now
			}
			if cell.Content == "" {
				out.WriteByte(' ')
			}
			out.WriteString(cell.Content)
			x += max(1, cell.Width)
		}
		out.WriteString("\x1b[0m\n")
	}
	return out.String()
}

// colors are the sequences that set the colors of a style.
func colors(s uv.Style, foreground, background, bright string) string {
	if s.Attrs&uv.AttrBold != 0 && s.Fg == nil {
		foreground = bright
	}
	switch {
	case s.Attrs&uv.AttrReverse != 0:
		return sequence(textLayer, s.Bg, background) + sequence(backgroundLayer, s.Fg, foreground)
	case s.Bg == nil:
		return sequence(textLayer, s.Fg, foreground)
	}
	return sequence(textLayer, s.Fg, foreground) + sequence(backgroundLayer, s.Bg, background)
}

// sequence sets the color of a layer; without a color, it is hex ("#rrggbb").
func sequence(layer int, c color.Color, hex string) string {
	if c == nil {
		c = ansi.XParseColor(hex)
	}
	switch c := c.(type) {
	case nil: // not a color
		return ""
	case ansi.BasicColor:
		return fmt.Sprintf("\x1b[%d;5;%dm", layer, c)
	case ansi.IndexedColor:
		return fmt.Sprintf("\x1b[%d;5;%dm", layer, c)
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("\x1b[%d;2;%d;%d;%dm", layer, r>>8, g>>8, b>>8)
}
