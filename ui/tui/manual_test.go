package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	fixes "github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/ui/export"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// sourceFix is a change that is to be made where the secret comes from.
func sourceFix() diagnose.Fix {
	secret := *uitest.Object("Secret", "shop", "regcred")
	return diagnose.Fix{
		ID: "edit-source", Title: "Change Secret shop/regcred where it comes from: External Secrets",
		Where:   "The store that the ExternalSecret reads.",
		After:   "Change the value in the store that the ExternalSecret reads, then have it read again.",
		Blocked: "This is to be done at the source, not from here; the commands are yours to run.",
		Commands: []string{"kubectl -n shop describe externalsecret regcred",
			`kubectl -n shop annotate externalsecret regcred external-secrets.io/force-sync="$(date +%s)" --overwrite`},
		AtSource: []diagnose.Step{{Object: secret, Write: step.UpdateSecret{Type: keyring.TypeDockerConfigJSON, Before: map[string][]byte{".dockerconfigjson": []byte(`{"auths":{"gchr.io":{}}}`)}, Data: map[string][]byte{".dockerconfigjson": []byte(`{"auths":{"ghcr.io":{}}}`)}}}},
	}
}

// TestElsewhere: what belongs to the source is shown with the where and the
// commands, cannot be applied, and is saved for its owner alone.
func TestElsewhere(t *testing.T) {
	present.Engine.Preview = fixes.Preview
	defer func() { present.Engine.Preview = uitest.Preview }()
	for _, size := range [][2]int{{80, 24}, {140, 40}} {
		d := drive(t, size[0], size[1]).reading(uitest.Snapshot(uitest.Noon))
		d.run(fix.OpenPreview(d.a.Env, sourceFix(), nil))
		d.shows("Change Secret shop/regcred where it comes from", "manual", "Commands for you to run", "describe externalsecret", "[ Back ]", "[ w  Save files ]")
		d.hides("[ A  Apply ]", "Can be undone", "Recovers", "nothing to check")
		d.golden("preview-elsewhere." + map[int]string{80: "80x24", 140: "140x40"}[size[0]])
		d.keys("G")
		d.shows("Where", "the store that the ExternalSecret reads", "What should change in Secret shop/regcred", `+`)
		d.clock.Pass(time.Second)
		d.keys("A")
		if len(d.backend.Applied) != 0 {
			t.Fatal("it was applied")
		}
		d.keys("w")
		files, err := filepath.Glob(filepath.Join(d.a.Options.Folder, export.FixFolder, "*"))
		if err != nil || len(files) != 2 {
			t.Fatalf("%v %v", files, err)
		}
		text, err := os.ReadFile(filepath.Join(d.a.Options.Folder, export.FixFolder, "commands.txt"))
		if err != nil || !strings.Contains(string(text), "annotate externalsecret") || strings.Contains(string(text), "kubectl -n shop patch") {
			t.Errorf("%v\n%s", err, text)
		}
		for _, f := range files {
			if i, err := os.Stat(f); err != nil || i.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v", f, err)
			}
		}
	}
}
