package ui

import (
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// scenes bring an app to each screen.
var scenes = []struct {
	name string
	play func(d *driver)
}{
	{"list", func(d *driver) { toWeb(d) }},
	{"list-causes", func(d *driver) { toWeb(d); d.keys("tab") }},
	{"list-healed", func(d *driver) {
		d.clock.pass(30 * time.Second)
		d.reading(fixtureSnapshot(d.clock.t, "web-7d9f4c6b8-2xkqp", "web-7d9f4c6b8-8hq2d"))
	}},
	{"list-empty", func(d *driver) { d.reading(&diagnose.Snapshot{Now: noon, PodsRead: 43}) }},
	{"diagnosis", func(d *driver) { toWeb(d); d.keys("enter") }},
	{"diagnosis-nofix", func(d *driver) { d.keys("G", "enter") }},
	{"evidence", func(d *driver) { toWeb(d); d.keys("enter", "enter") }},
	{"preview", func(d *driver) { toWeb(d); d.keys("f"); d.clock.pass(time.Second) }},
	{"preview-blocked", func(d *driver) { toWeb(d); d.keys("up", "f") }},
	{"form", func(d *driver) { d.keys("g", "f"); d.send(tea.PasteMsg{Content: " made-up \n"}) }},
	{"result", func(d *driver) {
		toWeb(d)
		d.keys("f")
		d.clock.pass(time.Second)
		d.keys("y")
		d.clock.pass(34 * time.Second)
		d.reading(fixtureSnapshot(d.clock.t, "web-7d9f4c6b8-8hq2d"))
	}},
	{"help", func(d *driver) { toWeb(d); d.keys("?") }},
	{"palette", func(d *driver) { d.keys(":", "n", "a", "m", "e") }},
}

// toWeb puts the cursor on the first pod of the misspelt key.
func toWeb(d *driver) { d.keys("g", "j", "j", "j", "j") }

func TestScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		for _, s := range scenes {
			name := fmt.Sprintf("%s.%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := drive(t, size[0], size[1]).reading(fixtureSnapshot(noon))
				s.play(d)
				d.golden(name)
			})
		}
	}
}
