package main

import (
	"io/fs"
	"os"
	"path"
	"strings"
	"testing"
)

// The program has all of the cases but the recordings of real nodes.
func TestCasesAreEmbedded(t *testing.T) {
	tree := os.DirFS(".")
	err := fs.WalkDir(tree, "testdata/cases", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		_, missing := fs.Stat(embedded, name)
		if recording := strings.HasPrefix(path.Base(name), "node"); recording != (missing != nil) {
			t.Errorf("%s: a recording: %v; in the program: %v", name, recording, missing == nil)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
