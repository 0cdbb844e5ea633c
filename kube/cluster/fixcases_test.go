package cluster_test

import (
	"io/fs"
	"os"
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// fixesDir holds cases of fixes and owners that the practice cases leave out.
const fixesDir = "../../testdata/fixes"

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

// Each case of a fix is found as it says, and offers the fix that it says first.
func TestFixCasesAreFound(t *testing.T) {
	list, err := cases.Load(playableFS.fixes)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		if notPlayed[c.Name] != "" {
			continue
		}
		t.Run(c.Name, func(t *testing.T) {
			t.Parallel()
			cluster, _ := practiceCase(t, c.Name)
			snap, err := read.Collect(t.Context(), cluster.Client(), kube.Scope{}, diagnose.Source{}, nil)
			if err != nil {
				t.Fatal(err)
			}
			failures := slices.DeleteFunc(engine.Run(snap, diagnose.Options{}).Report.Failures,
				func(f diagnose.Failure) bool { return f.Namespace != c.Expect.Namespace })
			if len(failures) == 0 {
				t.Fatal("nothing was found")
			}
			var found []string
			for _, f := range failures[0].Findings {
				found = append(found, string(f.Check))
			}
			first := failures[0].Findings[0].Fixes[0]
			if !slices.Equal(found, c.Expect.Findings) || first.ID != c.Expect.Fix {
				t.Errorf("found %v with the fix %s, want %v with %s", found, first.ID, c.Expect.Findings, c.Expect.Fix)
			}
			if class := string(failures[0].Symptom.Class); class != c.Expect.Class {
				t.Errorf("the practice node says %s, want %s", class, c.Expect.Class)
			}
			if blocked := first.Blocked != ""; blocked != (c.Expect.After == "blocked") {
				t.Errorf("blocked: %q", first.Blocked)
			}
		})
	}
}
