package kube_test

import (
	"io/fs"
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// fixesDir holds cases of fixes and owners that the practice cases leave out.
const fixesDir = "../testdata/fixes"

// playable is every case that a fix can be played on: those of practice and
// those of fixes, with the practice registries.
type playable struct{ practice, fixes fs.FS }

func (p playable) Open(name string) (fs.File, error) {
	if f, err := p.fixes.Open(name); err == nil && name != "." {
		return f, nil
	}
	return p.practice.Open(name)
}

var playableFS = playable{os.DirFS(casesDir), os.DirFS(fixesDir)}

func playableCases(t *testing.T) []cases.Case {
	t.Helper()
	var list []cases.Case
	for _, dir := range []fs.FS{playableFS.practice, playableFS.fixes} {
		some, err := cases.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, some...)
	}
	return list
}
