// Package edges compares the imports of a part of the program with a list of those that are
// allowed, so that a new one is a decision. Only tests import it.
package edges

import (
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const own = "github.com/pulldoctor/pulldoctor/"

// Room is one of the folders that the program consists of, with everything below it.
type Room struct {
	Name string // "kube"

	// Imports lists which packages of this program each package imports, separated by spaces:
	// those of the room by their path in it, the others by their whole path.
	Imports map[string]string

	// Outside leaves the imports of other rooms to Allowed.
	Outside bool

	// Allowed reports whether a package may import a path that Imports does not list: another module's,
	// the standard library's, or with Outside, another room's. nil allows all.
	Allowed func(name, path string) bool

	// MaxFiles is how many source files a package may have before it should become two, and Larger
	// the packages that have more because every file is one more thing of the same kind.
	MaxFiles int
	Larger   []string
}

// Check compares the room of the package that is tested with its description.
func Check(t *testing.T, r Room) {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{len .GoFiles}}{{range .Imports}} {{.}}{{end}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	unseen := maps.Clone(r.Imports)
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		files, _ := strconv.Atoi(f[1]) // go list prints a number
		if files == 0 {
			continue // tests only
		}
		name := r.short(f[0])
		list, known := r.Imports[name]
		delete(unseen, name)
		if !known {
			t.Errorf("package %s is not in the list of imports", name)
			continue
		}
		if large := slices.Contains(r.Larger, name); large != (files > r.MaxFiles) {
			t.Errorf("package %s has %d source files; at most %d is usual", name, files, r.MaxFiles)
		}
		r.compare(t, name, strings.Fields(list), f[2:])
	}
	for name := range unseen {
		t.Errorf("package %s is in the list of imports and does not exist", name)
	}
}

func (r Room) compare(t *testing.T, name string, listed, imports []string) {
	t.Helper()
	var used []string
	for _, path := range imports {
		short := r.short(path)
		if !strings.HasPrefix(path, own) || r.Outside && short == strings.TrimPrefix(path, own) && short != r.Name {
			if r.Allowed != nil && !r.Allowed(name, strings.TrimPrefix(path, own)) {
				t.Errorf("%s may not import %s", name, path)
			}
			continue
		}
		used = append(used, short)
		if !slices.Contains(listed, short) {
			t.Errorf("%s imports %s, which is not in its list", name, short)
		}
	}
	for _, p := range listed {
		if !slices.Contains(used, p) {
			t.Errorf("%s no longer imports %s: remove it from the list", name, p)
		}
	}
}

// short is the name of a package in the lists.
func (r Room) short(path string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, own), r.Name+"/")
}
