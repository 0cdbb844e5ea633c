package diagnose

import (
	"maps"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// The diagnosis is pure: it may not be able to reach a network, a clock's
// ticker, a terminal or a cluster, so it may not import what does.
func TestImportsStayPure(t *testing.T) {
	const self = "github.com/pulldoctor/pulldoctor/diagnose"
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for _, p := range strings.Fields(string(out)) {
		ours := p == self || strings.HasPrefix(p, self+"/")
		if !ours && p != "github.com/distribution/reference" && p != "github.com/opencontainers/go-digest" {
			t.Errorf("diagnose depends on %s", p)
		}
	}
	out, err = exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
	}
	for _, banned := range []string{"net", "net/http", "os", "os/exec", "log", "syscall", "math/rand", "math/rand/v2"} {
		if slices.Contains(strings.Fields(string(out)), banned) {
			t.Errorf("diagnose imports %s", banned)
		}
	}
}

// edges lists what each package under diagnose imports of ours, from the engine down. A new import
// has to be added here, so that it is a decision; it may only point to a package further down.
var edges = map[string]string{
	"lookup":       "diagnose check dockerconfig glossary keyring provider redact shell step symptom text",
	"engine":       "diagnose check fix keyring pull redact symptom text track",
	"fix":          "diagnose check dockerconfig keyring manager provider pull shell step symptom tenant text track",
	"step":         "diagnose dockerconfig keyring pull redact shell text",
	"check":        "diagnose keyring manager provider pull redact symptom text",
	"pull":         "diagnose dockerconfig keyring provider redact symptom text track",
	"manager":      "diagnose shell",
	"redact":       "diagnose dockerconfig keyring text",
	"track":        "diagnose symptom",
	"diagnose":     "keyring text",
	"glossary":     "",
	"tenant":       "",
	"rules":        "diagnose",
	"provider":     "shell",
	"keyring":      "",
	"symptom":      "",
	"dockerconfig": "",
	"shell":        "",
	"text":         "",
}

// TestEdges compares the list with the sources, in both directions.
func TestEdges(t *testing.T) {
	const own = "github.com/pulldoctor/pulldoctor/"
	short := func(path string) string {
		return strings.TrimPrefix(strings.TrimPrefix(path, own), "diagnose/")
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}}{{range .Imports}} {{.}}{{end}}`, "./...").CombinedOutput()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, out)
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
		allowed := strings.Fields(list)
		var used []string
		for _, path := range f[1:] {
			if !strings.HasPrefix(path, own) {
				continue
			}
			used = append(used, short(path))
			if !slices.Contains(allowed, short(path)) {
				t.Errorf("%s imports %s, which its edges do not allow", name, short(path))
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
