package e2e

import (
	"os/exec"
	"strings"
	"testing"
)

// The plain mode has the same content and the same fixes, in lines that a pipe
// can carry: list, diagnosis, preview, apply, undo.
func TestPlainMode(t *testing.T) {
	t.Parallel()
	path, err := binary()
	if err != nil {
		t.Fatal(err)
	}
	list := plain(t, path, "q\n")
	number := ""
	for line := range strings.Lines(list) {
		if n, rest, ok := strings.Cut(line, ". "); ok && strings.HasPrefix(rest, "web/storefront") {
			number = n
		}
	}
	if number == "" {
		t.Fatalf("the pod is not listed:\n%s", list)
	}
	got := plain(t, path, number+"\nd\n1\ny\nu\ny\n\nq\n")
	at := 0
	for _, want := range []string{
		"Pod web/storefront", "Broken: Registry key", "Why: ", "Differs: character 2", "Fix 1: Rename the registry key",
		"The node's message: ", "Event ", "Ruled out: ", "Cannot tell: ",
		"Preview: Rename the registry key", `Removed: "gchr.io"`, `Added: "ghcr.io"`, "The same with kubectl: ", "Passed: ", "Apply to practice cluster?",
		"Done ", "Running: ", "u to undo it",
		"Preview: ", "Done ",
	} {
		i := strings.Index(got[at:], want)
		if i < 0 {
			t.Fatalf("no %q after what was found before:\n%s", want, got[at:])
		}
		at += i
	}
	for _, bad := range []string{"\x1b", "practice-ghcr"} {
		if strings.Contains(got, bad) {
			t.Errorf("%q is in the output", bad)
		}
	}
}

func plain(t *testing.T, path, answers string) string {
	t.Helper()
	cmd := exec.Command(path, "--train", "--plain")
	cmd.Dir = t.TempDir()
	cmd.Stdin = strings.NewReader(answers)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return string(out)
}
