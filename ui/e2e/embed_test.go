package e2e

import (
	"io/fs"
	"os"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

// The program has all of the cases but the recordings of real nodes.
func TestCasesAreEmbedded(t *testing.T) {
	out, err := exec.Command("go", "list", "-f", `{{join .EmbedFiles "\n"}}`, "../..").CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	embedded := strings.Fields(string(out))
	err = fs.WalkDir(os.DirFS("../.."), "testdata/cases", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		recording := strings.HasPrefix(path.Base(name), "node")
		if has := slices.Contains(embedded, name); recording == has {
			t.Errorf("%s: a recording: %v; in the program: %v", name, recording, has)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
