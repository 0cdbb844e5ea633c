package kube_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/edges"
)

// imports lists what each package under kube imports of ours. It may only point to a package further
// down in this list's groups.
var imports = map[string]string{
	// one reading, following, waiting, fixing
	"cluster":           "diagnose kube apply watch",
	"apply":             "diagnose diagnose/fix diagnose/redact diagnose/shell diagnose/step clean connect convert read workload",
	"watch":             "diagnose kube clean connect convert read",
	"wait":              "diagnose diagnose/engine diagnose/track kube clean connect read workload",
	"edit":              "diagnose diagnose/dockerconfig diagnose/keyring diagnose/redact convert manifest/document",
	"manifest":          "diagnose diagnose/keyring diagnose/redact diagnose/symptom kube clean connect convert manifest/custom manifest/document workload",
	"manifest/custom":   "diagnose clean convert",
	"manifest/document": "clean connect convert",
	"read":              "diagnose diagnose/keyring diagnose/redact diagnose/symptom diagnose/track kube clean connect convert podscan workload",
	"connect":           "diagnose/redact kube clean",
	"convert":           "diagnose diagnose/symptom diagnose/track clean",
	"workload":          "",
	"podscan":           "",
	"kube":              "diagnose clean",
	"clean":             "",

	// beside the cluster
	"ask":       "diagnose diagnose/keyring diagnose/redact ask/guard clean",
	"ask/guard": "diagnose",
	"logins":    "diagnose diagnose/check diagnose/keyring",

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
	"simulate":    "",
	"edges":       "",
}

// onlyForTests are the packages that no source of the program may import.
var onlyForTests = []string{"fakecluster", "apitest", "faults", "edges", "simulate"}

func TestImports(t *testing.T) {
	for name, list := range imports {
		for _, p := range onlyForTests {
			if slices.Contains(strings.Fields(list), p) {
				t.Errorf("%s imports %s, which is only for tests", name, p)
			}
		}
	}
	edges.Check(t, edges.Room{Name: "kube", Imports: imports, MaxFiles: 28})
}
