package diagnose

import (
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
