package tui

import (
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestPreferences: own keys, the first view, the order, columns, words for
// production and the theme.
func TestPreferences(t *testing.T) {
	d := drive(t, 140, 30, func(o *ui.Options) {
		o.Theme, o.Context = "auto", "acme-live-2"
		o.Preferences = ui.Preferences{Theme: "high-contrast", Keys: map[string][]string{"fix": {"F"}, "apply": {"Y"}}, Sort: "age", Columns: []string{"age"}, Production: []string{"live"}, NoMouse: true}
	}).reading(uitest.Snapshot(uitest.Noon))
	d.keys("g", "j", "j")
	d.shows("PRODUCTION", "AGE↓", "F fix", "▸ shop  web-7d9f4c6b8-2xkqp")
	d.hides("REGISTRY", "ALSO")
	if d.a.View().MouseMode != tea.MouseModeNone || !d.a.asksBackground() {
		t.Error("the mouse is on, or the theme is not taken over")
	}
	d.keys("f")
	if len(d.a.Stack) != 1 {
		t.Error("the table's key still works")
	}
	d.keys("F")
	d.shows("[ Y  Apply ]")
	d.clock.Pass(time.Second)
	d.keys("A")
	if d.a.Top().Input() != nil {
		t.Error("the table's key still applies")
	}
	d.keys("Y")
	d.shows("Type the namespace shop")

	d = drive(t, 100, 30, func(o *ui.Options) { o.Preferences = ui.Preferences{Causes: true, Notice: "using the defaults"} }).reading(uitest.Snapshot(uitest.Noon))
	d.shows("PODS↓", "! using the defaults")
}

// TestPaletteFinds: a few letters find namespaces, causes and pods, and what was run
// last comes first.
func TestPaletteFinds(t *testing.T) {
	d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
	d.keys(":")
	d.types("pod 8hq")
	d.shows("▸ pod shop/web-7d9f4c6b8-8hq2d")
	d.keys("enter")
	d.shows("/ shop / web-7d9f4c6b8-8hq2d", "confidence")
	d.keys("esc", ":")
	d.shows("▸ pod shop/web-7d9f4c6b8-8hq2d")
	d.types("cause typo")
	d.keys("enter")
	d.shows("registry key typo")
	d.hides("no such tag")
}
