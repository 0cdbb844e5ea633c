package tui

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// written are the files below a folder with their content; each must be for
// its owner only.
func written(t *testing.T, folder string) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, e os.DirEntry, err error) error {
		if err != nil || path == folder {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v, others can read it", path, info.Mode())
		}
		if e.IsDir() {
			return nil
		}
		b, err := os.ReadFile(path)
		name, _ := filepath.Rel(folder, path)
		out[filepath.ToSlash(name)] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestExport(t *testing.T) {
	d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
	d.keys("e")
	d.shows("report written to", "pulldoctor-report.json")
	d.keys("e")
	files := written(t, d.a.Options.Folder)
	if len(files) != 2 || files["pulldoctor-report-2.json"] == "" {
		t.Errorf("files %v, want a second one beside the first", files)
	}
	var r wire.Report
	if err := json.Unmarshal([]byte(files["pulldoctor-report.json"]), &r); err != nil || len(r.Failures) != 10 {
		t.Errorf("%d failures in the report (%v), want 10", len(r.Failures), err)
	}
	if strings.Contains(files["pulldoctor-report.json"], uitest.HiddenPassword) {
		t.Error("a password is in the report")
	}
}

func TestExportWithoutAPlace(t *testing.T) {
	d := drive(t, 250, 30, func(o *ui.Options) { o.Folder = filepath.Join(o.Folder, "no", "such") }).reading(uitest.Snapshot(uitest.Noon))
	d.keys("e")
	d.shows("cannot be written: no such file", "another folder")
	toWeb(d)
	d.keys("f", "w")
	d.shows("pulldoctor-fix cannot be written")
}

func TestExportBeforeAnythingIsRead(t *testing.T) {
	d := drive(t, 80, 24)
	d.keys("e", "y")
	if got := written(t, d.a.Options.Folder); len(got) != 0 {
		t.Errorf("wrote %v with nothing read", got)
	}
}

// TestSaveFix: the preview writes what it would do, and nothing over anything.
func TestSaveFix(t *testing.T) {
	d := drive(t, 120, 30).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("f", "w")
	d.shows("written to", "only you can read them")
	d.keys("right", "right", "enter")
	if len(d.backend.Applied) != 0 {
		t.Error("saving has applied the fix")
	}
	files := written(t, d.a.Options.Folder)
	for _, want := range []string{"pulldoctor-fix/commands.txt", "pulldoctor-fix-2/commands.txt",
		"pulldoctor-fix/1-secret-regcred.patch.yaml", "pulldoctor-fix/1-secret-regcred.before.yaml"} {
		if files[want] == "" {
			t.Errorf("no file %s among %d", want, len(files))
		}
	}
}
