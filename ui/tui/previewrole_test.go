package tui

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestRole: the Role that is missing is shown, copied and saved.
func TestRole(t *testing.T) {
	const role = "apiVersion: rbac.authorization.k8s.io/v1\nkind: Role\nmetadata:\n  name: pulldoctor-fix\n"
	for name, early := range map[string]bool{"known early": true, "found by the checks": false} {
		t.Run(name, func(t *testing.T) {
			d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
			f := uitest.RenameFix()
			if early {
				f.Blocked, f.Role = "You may not update secrets in namespace shop.", role
			} else {
				d.backend.Checks = []diagnose.Precheck{{Text: "you may update secrets in shop", Why: "the right is missing", Role: role}}
			}
			d.run(fix.OpenPreview(d.a.Env, f, nil))
			d.shows("The smallest Role that allows this fix", "name: pulldoctor-fix", "Cannot be applied")
			d.keys("R")
			d.shows("copied the Role as YAML")
			d.keys("w")
			got, err := os.ReadFile(filepath.Join(d.a.Options.Folder, export.FixFolder, "role.yaml"))
			if err != nil || string(got) != role {
				t.Errorf("%v: %s", err, got)
			}
		})
	}
}
