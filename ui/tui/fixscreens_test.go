package tui

import (
	"fmt"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	fixes "github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
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
		f := uitest.AttachFix()
		f.Steps[1] = step.WithList(f.Steps[1], []string{"ghcr-login"})
		d.a.Push(fix.NewForm(d.a.Env, f, nil))
		d.tick()
	}},
	{"preview-role", func(d *driver) {
		f := uitest.RenameFix()
		f.Steps[0].Object.Kind = "Secret"
		f.Role = fixes.Roles(f.Steps)
		f.Blocked = "You may not update secrets in namespace shop. Ask for: " + fixes.RoleCommand(&f.Steps[0])
		d.run(fix.OpenPreview(d.a.Env, f, nil))
		d.clock.Pass(time.Second)
	}},
	{"preview-lost", func(d *driver) {
		d.a.Backend = &uitest.LostBackend{Backend: d.backend, Fixes: []diagnose.Fix{uitest.LostFix()}}
		d.run(d.a.lookForLost())
		d.clock.Pass(time.Second)
	}},
}

func TestFixScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		for _, s := range fixScenes {
			name := fmt.Sprintf("%s.%dx%d", s.name, size[0], size[1])
			t.Run(name, func(t *testing.T) {
				d := drive(t, size[0], size[1], uitest.WithLogins(&uitest.Logins{})).reading(uitest.Snapshot(uitest.Noon))
				s.play(d)
				d.golden(name)
			})
		}
	}
}
