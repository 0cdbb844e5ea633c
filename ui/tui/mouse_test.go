package tui

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// clicks presses the left button on the first place where a text is shown.
func (d *driver) clicks(text string) {
	d.t.Helper()
	for y, line := range strings.Split(d.screen(), "\n") {
		if before, _, ok := strings.Cut(line, text); ok {
			d.send(tea.MouseClickMsg{X: len([]rune(before)), Y: y, Button: tea.MouseLeft})
			return
		}
	}
	d.t.Fatalf("nowhere: %q\n%s", text, d.screen())
}

// TestMouse: the wheel moves, a click chooses, a second one opens, and the footer
// can be pressed; nothing is written by a click.
func TestMouse(t *testing.T) {
	for _, w := range []int{80, 140} {
		d := drive(t, w, 40).reading(uitest.Snapshot(uitest.Noon))
		d.screen()
		d.send(tea.MouseWheelMsg{Button: tea.MouseWheelDown})
		d.shows("▸ shop  cart")
		d.send(tea.MouseWheelMsg{Button: tea.MouseWheelUp})
		d.shows("▸ ci    runner-0")
		d.clicks("shop  web-7d9f4c6b8-8hq2d")
		d.shows("▸ shop  web-7d9f4c6b8-8hq2d")
		if len(d.a.Stack) != 1 {
			t.Fatal("one click has opened something")
		}
		d.clock.Pass(100 * time.Millisecond)
		d.clicks("shop  web-7d9f4c6b8-8hq2d")
		x, ok := d.a.Top().(*pod.Diagnosis)
		if !ok {
			t.Fatalf("a double click leads to %T", d.a.Top())
		}
		d.clock.Pass(time.Second)
		d.clicks("Service account")
		d.keys("enter")
		d.shows("/ Service account")
		d.keys("esc")
		d.clock.Pass(time.Second)
		d.keys("end", "home")
		d.clicks("2  Create Secret")
		if f := x.ChosenFix(); f == nil || f.ID != "new-secret" {
			t.Errorf("a click on fix 2 chooses %+v", f)
		}
		d.clock.Pass(time.Second)
		d.clicks("1  Rename the key")
		d.keys("f")
		d.clock.Pass(time.Second)
		d.clicks("A apply")
		d.shows("press A to apply; a click does not")
		if len(d.backend.Applied) != 0 {
			t.Fatal("a click has applied a fix")
		}
		d.clicks("esc cancel")
		d.clicks("esc back")
		d.shows("enter diagnose")
	}
}

// TestMouseOff: M lets the terminal select text.
func TestMouseOff(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	if d.a.View().MouseMode == tea.MouseModeNone {
		t.Error("the mouse is off")
	}
	d.keys("M")
	if d.a.View().MouseMode != tea.MouseModeNone {
		t.Error("M does not switch it off")
	}
	d.shows("mouse off")
}

// TestClickPalette chooses a command.
func TestClickPalette(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys(":", "n", "s")
	d.clicks("namespace shop")
	d.shows("▸ namespace shop")
	d.clicks("namespace shop")
	d.shows("Filter: ns:shop")
}
