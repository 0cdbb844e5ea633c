package kube

import (
	"maps"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// edges lists what each package under kube imports of ours: packages of kube by their own name,
// the others with their folder. A new import has to be added here, so that it is a decision; it may
// only point to a package further down in this list's groups.
var edges = map[string]string{
	// one reading, following, waiting, fixing
	"cluster":           "diagnose kube apply watch",
	"apply":             "diagnose diagnose/fix diagnose/redact diagnose/shell diagnose/step clean connect convert read workload",
	"watch":             "diagnose kube clean connect convert read",
	"wait":              "diagnose diagnose/engine diagnose/track kube clean connect read workload",
	"manifest":          "diagnose diagnose/keyring diagnose/redact kube clean connect convert manifest/custom manifest/document workload",
	"manifest/custom":   "diagnose clean convert",
	"manifest/document": "clean connect convert",
	"read":              "diagnose diagnose/redact diagnose/symptom diagnose/track kube clean connect convert podscan workload",
	"connect":           "kube clean",
	"convert":           "diagnose diagnose/symptom diagnose/track clean",
	"workload":          "",
	"podscan":           "",
	"kube":              "diagnose clean",
	"clean":             "",

	// beside the cluster
	"ask":    "diagnose diagnose/keyring diagnose/redact clean",
	"logins": "diagnose diagnose/check diagnose/keyring",

	// the practice cluster
	"practice/classroom":           "diagnose cases/lesson practice practice/prompt",
	"practice":                     "diagnose cases practice/internal/apiserver practice/internal/containerd practice/internal/controller practice/internal/node practice/internal/registry practice/internal/store",
	"practice/prompt":              "",
	"practice/internal/node":       "diagnose/keyring cases practice/internal/apiserver practice/internal/containerd practice/internal/events",
	"practice/internal/containerd": "diagnose/keyring practice/internal/registry",
	"practice/internal/registry":   "cases",
	"practice/internal/controller": "practice/internal/apiserver practice/internal/events practice/internal/store",
	"practice/internal/events":     "practice/internal/apiserver practice/internal/store",
	"practice/internal/apiserver":  "diagnose/keyring practice/internal/store",
	"practice/internal/store":      "",
	"cases":                        "diagnose diagnose/keyring",
	"cases/lesson":                 "diagnose/glossary",

	// only for tests
	"fakecluster": "diagnose",
	"apitest":     "diagnose diagnose/step convert workload",
	"faults":      "",
}

// onlyForTests are the packages that no source of the program may import.
var onlyForTests = []string{"fakecluster", "apitest", "faults"}

// maxFiles is how many source files a package may have before it should become two.
const maxFiles = 28

func TestImports(t *testing.T) {
	const own = "github.com/pulldoctor/pulldoctor/"
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{len .GoFiles}}{{range .Imports}} {{.}}{{end}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	short := func(path string) string {
		path = strings.TrimPrefix(path, own)
		return strings.TrimPrefix(path, "kube/")
	}
	unseen := maps.Clone(edges)
	for line := range strings.Lines(string(out)) {
		f := strings.Fields(line)
		name := short(f[0])
		list, known := edges[name]
		if !known {
			t.Errorf("package %s is not in the list of edges", name)
			continue
		}
		delete(unseen, name)
		if n, _ := strconv.Atoi(f[1]); n > maxFiles {
			t.Errorf("package %s has %d source files, more than %d", name, n, maxFiles)
		}
		allowed := strings.Fields(list)
		var used []string
		for _, path := range f[2:] {
			if !strings.HasPrefix(path, own) {
				continue
			}
			p := short(path)
			used = append(used, p)
			if !slices.Contains(allowed, p) {
				t.Errorf("%s imports %s, which its edges do not allow", name, p)
			}
			if strings.HasPrefix(p, "ui") || slices.Contains(onlyForTests, p) {
				t.Errorf("%s imports %s", name, p)
			}
		}
		for _, p := range allowed {
			if !slices.Contains(used, p) {
				t.Errorf("%s no longer imports %s: remove the edge", name, p)
			}
		}
	}
	for name := range unseen {
		t.Errorf("package %s is in the list of edges and does not exist", name)
	}
}
