package ui

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// TestImports keeps the screens apart from the cluster: they know the values
// of package diagnose and the Backend, nothing else of this program.
func TestImports(t *testing.T) {
	const own = "github.com/pulldoctor/pulldoctor/"
	allowed := map[string]bool{"diagnose": true, "diagnose/keyring": true, "diagnose/provider": true, "ui/cell": true, "ui/theme": true, "ui/report": true,
		"kube/cases/lesson": true, "ui/course": true} // the course: values, no cluster
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("no files: %v", err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") { // tests may stand on a real backend
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range f.Imports {
			path, _ := strconv.Unquote(i.Path.Value)
			rest, ours := strings.CutPrefix(path, own)
			if ours && !allowed[rest] || strings.HasPrefix(path, "k8s.io/") && path != "sigs.k8s.io/yaml" {
				t.Errorf("%s imports %s", name, path)
			}
		}
	}
}
