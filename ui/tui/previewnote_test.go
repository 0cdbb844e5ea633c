package tui

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestNotedCheck: a check that is only a note is shown above the change,
// also where the checks are only counted.
func TestNotedCheck(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		d := drive(t, size[0], size[1]).reading(uitest.Snapshot(uitest.Noon))
		d.backend.Checks = append(d.backend.Checks, diagnose.Precheck{Text: "4 other pods run as ServiceAccount shop/default", OK: true, Note: true})
		d.run(fix.OpenPreview(d.a.Env, uitest.RenameFix(), nil))
		d.shows("! 4 other pods run as ServiceAccount shop/default", "checks passed")
	}
}
