package theme

import (
	"math"
	"strconv"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// luminance is WCAG 2's relative luminance of "#RRGGBB".
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	var sum float64
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		n, err := strconv.ParseUint(hex[1+2*i:3+2*i], 16, 8)
		if err != nil {
			t.Fatalf("colour %q: %v", hex, err)
		}
		c := float64(n) / 255
		if c <= 0.04045 {
			c /= 12.92
		} else {
			c = math.Pow((c+0.055)/1.055, 2.4)
		}
		sum += weight * c
	}
	return sum
}

func contrast(t *testing.T, a, b string) float64 {
	la, lb := luminance(t, a), luminance(t, b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func TestContrast(t *testing.T) {
	for name, c := range map[string]struct {
		palette palette
		grounds []string
	}{
		"dark":  {dark, []string{"#000000", "#1e1e1e", "#282c34", dark.selected}},
		"light": {light, []string{"#ffffff", "#fdf6e3", light.selected}},
	} {
		for _, fg := range []string{c.palette.ok, c.palette.broken, c.palette.warning, c.palette.accent, c.palette.faint} {
			for _, bg := range c.grounds {
				if got := contrast(t, fg, bg); got < 4.5 {
					t.Errorf("%s: %s on %s has contrast %.2f, want 4.5 or more", name, fg, bg, got)
				}
			}
		}
		if got := contrast(t, c.palette.onDanger, c.palette.broken); got < 4.5 {
			t.Errorf("%s: the danger line has contrast %.2f", name, got)
		}
	}
}

func TestWithoutColour(t *testing.T) {
	th := Plain()
	for name, s := range map[string]string{
		"broken": th.Broken.Render("x"), "danger": th.Danger.Render("x"), "ok": th.OK.Render("x"),
	} {
		p := ansi.NewParser()
		p.SetHandler(ansi.Handler{HandleCsi: func(cmd ansi.Cmd, params ansi.Params) {
			for _, n := range params {
				if v := n.Param(0); v >= 30 && v <= 49 || v >= 90 {
					t.Errorf("%s: %q sets a colour", name, s)
				}
			}
		}})
		p.Parse([]byte(s))
	}
}

func TestASCIIKeepsWidths(t *testing.T) {
	for _, s := range []string{
		Check, Cross, Bang, Unsure, Skip, Dot, Cursor, Bullet, Line, Dashed, Rule, Heavy, Masked,
		"↑↓", "←→", "…", "╭┄╮", "╰┬╯", "┏━┓", "┗┯┛", "┷┴┃", "├└",
	} {
		got := ASCII(s)
		if ansi.StringWidth(got) != ansi.StringWidth(s) {
			t.Errorf("ASCII(%q) = %q, of another width", s, got)
		}
		for _, r := range got {
			if r > 126 {
				t.Errorf("ASCII(%q) = %q, which is not ASCII", s, got)
			}
		}
	}
}
