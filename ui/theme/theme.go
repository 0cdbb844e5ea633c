// Package theme holds every colour and every glyph of the screens, by role.
//
// A colour never carries a meaning alone: the glyph and the word beside it say
// the same. The values were chosen for a contrast of at least 4.5:1 and to stay
// apart for people who see fewer colours, which is why "ok" is blue.
package theme

import "charm.land/lipgloss/v2"

// Theme is the look of one terminal.
type Theme struct {
	Text     lipgloss.Style
	Strong   lipgloss.Style // headings, names that matter
	Faint    lipgloss.Style // what can be skipped
	OK       lipgloss.Style
	Broken   lipgloss.Style
	Warning  lipgloss.Style
	Accent   lipgloss.Style // the program's name, keys, the cursor
	Selected lipgloss.Style // the row under the cursor
	Button   lipgloss.Style // the button that has the focus
	Bar      lipgloss.Style // the top line
	Danger   lipgloss.Style // the top line over a production cluster
}

// palette is the only place with colour values.
type palette struct {
	ok, broken, warning, accent, faint, selected, onDanger string
}

var (
	dark = palette{
		ok: "#56B4E9", broken: "#FF7A45", warning: "#F0E442", accent: "#CC9CC4",
		faint: "#9AA0A6", selected: "#2F333A", onDanger: "#1E1E1E",
	}
	light = palette{
		ok: "#0060A8", broken: "#A8003B", warning: "#7A5C00", accent: "#8A3D78",
		faint: "#5F6368", selected: "#E4E6EA", onDanger: "#FFFFFF",
	}
	highDark = palette{
		ok: "#8FD3FF", broken: "#FFB08A", warning: "#FFF176", accent: "#F2C6EE",
		faint: "#D5D9DE", selected: "#2B3A55", onDanger: "#000000",
	}
	highLight = palette{
		ok: "#003F73", broken: "#7A0029", warning: "#4D3A00", accent: "#5C1F52",
		faint: "#3A3D41", selected: "#D3DCEA", onDanger: "#FFFFFF",
	}
)

// New is the theme for a dark or light background.
func New(isDark bool) *Theme {
	if isDark {
		return of(dark)
	}
	return of(light)
}

func of(p palette) *Theme {
	return &Theme{
		Text:     lipgloss.NewStyle(),
		Strong:   lipgloss.NewStyle().Bold(true),
		Faint:    fg(p.faint),
		OK:       fg(p.ok),
		Broken:   fg(p.broken).Bold(true),
		Warning:  fg(p.warning),
		Accent:   fg(p.accent).Bold(true),
		Selected: lipgloss.NewStyle().Background(lipgloss.Color(p.selected)).Bold(true),
		Button:   lipgloss.NewStyle().Reverse(true),
		Bar:      lipgloss.NewStyle(),
		Danger:   fg(p.onDanger).Background(lipgloss.Color(p.broken)).Bold(true),
	}
}

// The names of themes. The usual colors stay apart for people who see fewer of
// them, so color-blind asks for these.
const (
	SixteenName      = "16"
	HighContrastName = "high-contrast"
	ColorBlindName   = "color-blind"
)

// Names are all of them.
var Names = []string{"auto", "dark", "light", HighContrastName, ColorBlindName, SixteenName}

// HighContrast has contrasts of at least 7:1.
func HighContrast(isDark bool) *Theme {
	if isDark {
		return of(highDark)
	}
	return of(highLight)
}

// Sixteen keeps to the terminal's own 16 colours, which its user may have
// chosen for a reason. What is bright on a light ground, or may be the ground
// itself, is left to bold.
func Sixteen(isDark bool) *Theme {
	t := Plain()
	if isDark {
		t.OK, t.Warning = fg("14"), fg("11")
		t.Broken, t.Accent = fg("9").Bold(true), fg("13").Bold(true)
	} else {
		t.OK = fg("4")
		t.Broken, t.Accent = fg("1").Bold(true), fg("5").Bold(true)
		t.Warning = lipgloss.NewStyle().Bold(true)
	}
	t.Selected = t.Selected.Reverse(true)
	t.Danger = t.Broken.Reverse(true)
	return t
}

// Plain keeps to bold and reverse: it is what NO_COLOR gets.
func Plain() *Theme {
	none, bold := lipgloss.NewStyle(), lipgloss.NewStyle().Bold(true)
	return &Theme{
		Text: none, Strong: bold, Faint: none, OK: none, Broken: bold, Warning: none,
		Accent: bold, Selected: bold, Button: none.Reverse(true), Bar: none, Danger: none.Reverse(true),
	}
}

func fg(c string) lipgloss.Style { return lipgloss.NewStyle().Foreground(lipgloss.Color(c)) }
