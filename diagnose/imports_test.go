package diagnose_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/edges"
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

// imports lists what each package under diagnose imports of ours, from the engine down. It may only
// point to a package further down.
var imports = map[string]string{
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

// onePerFile are the packages in which each file is one thing of a kind: a check, a fix, a provider.
var onePerFile = []string{"provider", "check", "fix"}

// large are those that should be split by subject.
var large = []string{"keyring", "pull", "symptom"}

func TestImports(t *testing.T) {
	edges.Check(t, edges.Room{Name: "diagnose", Imports: imports, MaxFiles: 24, Larger: append(large, onePerFile...)})
}
