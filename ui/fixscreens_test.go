package ui

import (
	"fmt"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// fixScenes are the screens on the way of a fix that need more than the
// fixture's own failures.
var fixScenes = []struct {
	name string
	play func(d *driver)
}{
	{"own-login", func(d *driver) { d.keys("g", "f", "ctrl+o") }},
	{"own-login-found", func(d *driver) { d.keys("g", "f", "ctrl+o", "enter") }},
	{"form-taken", func(d *driver) { d.keys("g", "f", "ctrl+o", "enter", "enter") }},
	{"form-name", func(d *driver) {
		fix := attachFix()
		fix.Steps[1] = step.WithList(fix.Steps[1], []string{"ghcr-login"})
		d.a.push(newForm(d.a, fix, nil))
		d.tick()
	}},
	{"preview-role", func(d *driver) {
		remedy := renameFix()
		remedy.Steps[0].Object.Kind = "Secret"
		remedy.Role = fix.Roles(remedy.Steps)
		remedy.Blocked = "You may not update secrets in namespace shop. Ask for: " + fix.RoleCommand(&remedy.Steps[0])
		d.run(openPreview(d.a, remedy, nil))
		d.clock.pass(time.Second)
	}},
	{"preview-lost", func(d *driver) {
		d.a.backend = &lostBackend{d.backend, []diagnose.Fix{lostFix()}}
		d.run(d.a.lookForLost())
		d.clock.pass(time.Second)
	}},
}

func TestFixScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		for _, s := range fixScenes {
			name := fmt.Sprintf("%s.%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := drive(t, size[0], size[1], withLogins(&ownLogins{})).reading(fixtureSnapshot(noon))
				s.play(d)
				d.golden(name)
			})
		}
	}
}
