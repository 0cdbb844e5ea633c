package theme

import (
	"math"
	"testing"
)

// The palette was chosen by measure. These are the numbers it was chosen for: a
// new colour has to be measured again, not only to pass the least.

func TestMeasuredContrasts(t *testing.T) {
	grounds := map[string][]string{"dark": {"#000000", "#1e1e1e", "#282c34"}, "light": {"#ffffff", "#fdf6e3"}}
	for _, c := range []struct {
		role, ground, colour string
		want                 []float64
	}{
		{"ok", "dark", dark.ok, []float64{9.1, 7.2, 6.1}},
		{"broken", "dark", dark.broken, []float64{8.1, 6.4, 5.4}},
		{"warning", "dark", dark.warning, []float64{15.9, 12.6, 10.6}},
		{"accent", "dark", dark.accent, []float64{9.1, 7.2, 6.1}},
		{"faint", "dark", dark.faint, []float64{8.0, 6.3, 5.3}},
		{"ok", "light", light.ok, []float64{6.5, 6.0}},
		{"broken", "light", light.broken, []float64{7.7, 7.1}},
		{"warning", "light", light.warning, []float64{6.3, 5.8}},
		{"accent", "light", light.accent, []float64{7.0, 6.4}},
		{"faint", "light", light.faint, []float64{6.0, 5.6}},
	} {
		for i, ground := range grounds[c.ground] {
			if got := contrast(t, c.colour, ground); math.Abs(got-c.want[i]) > 0.05 {
				t.Errorf("%s on %s: contrast %.2f, measured %.1f", c.role, ground, got, c.want[i])
			}
		}
	}
}

// TestMeasuredDistances: "ok" and "broken" are far apart for everyone; warning
// and broken are the weak pair, which is why a word and a glyph say it too. The
// usual green and red are 24 apart for the most common kind.
func TestMeasuredDistances(t *testing.T) {
	for name, p := range map[string]palette{"dark": dark, "light": light} {
		for vision, sees := range visions {
			if d := distance(t, p.ok, p.broken, sees); d < 45 {
				t.Errorf("%s, %s: ok and broken are %.0f apart, want 45", name, vision, d)
			}
			if d := distance(t, p.warning, p.broken, sees); d < 23 {
				t.Errorf("%s, %s: warning and broken are %.0f apart, want 23", name, vision, d)
			}
		}
	}
}
