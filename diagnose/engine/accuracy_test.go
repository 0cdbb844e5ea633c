package engine_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/symptom"
)

// What others reach on real "Failed to pull image" events, as published patterns were measured on
// them: robusta's names a cause for 7 of 100, theliv's for 26.
var others = []struct {
	name    string
	percent float64
}{{"robusta's patterns", 7}, {"theliv's patterns", 26}}

// The table in symptom/README.md: run with -v to see it. The floor is what is promised.
func TestAccuracy(t *testing.T) {
	readme, err := os.ReadFile("../symptom/README.md")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "| wordings | read right |\n|---|---|\n")
	for _, set := range []struct{ name, files string }{
		{"our corpus of runtimes' and registries' wordings", "../symptom/testdata/corpus/*.tsv"},
		{"wordings read blind, after their class was written down", "../symptom/testdata/blind*.tsv"},
	} {
		right, total := count(t, set.files)
		percent := 100 * float64(right) / float64(total)
		fmt.Fprintf(&b, "| %s | %d of %d (%.1f %%) |\n", set.name, right, total, percent)
		if counts := fmt.Sprintf("| %d of %d |", right, total); !strings.Contains(string(readme), counts) {
			t.Errorf("symptom/README.md has no row %q for %s", counts, set.name)
		}
		if percent < 95 {
			t.Errorf("%s: %.1f %% is below the floor of 95", set.name, percent)
		}
	}
	for _, o := range others {
		fmt.Fprintf(&b, "| %s, on real events | %.0f %% |\n", o.name, o.percent)
	}
	t.Logf("\n%s", b.String())
}

// count reads lines of class, ..., waiting reason, message; the file's name is the class where the
// line does not begin with one.
func count(t *testing.T, pattern string) (right, total int) {
	t.Helper()
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no wordings in %s: %v", pattern, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		named, _, _ := strings.Cut(filepath.Base(file), ".")
		for line := range strings.Lines(string(data)) {
			f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "#") || len(f) < 3 {
				continue
			}
			want := symptom.Class(named)
			if len(f) == 3 {
				want = symptom.Class(f[0])
			}
			total++
			if symptom.Read(f[len(f)-2], strings.ReplaceAll(f[len(f)-1], `\n`, "\n")).Class == want {
				right++
			}
		}
	}
	return right, total
}
