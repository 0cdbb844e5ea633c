package app

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// An empty patch of standard input does not mean that nothing can be corrected.
func TestPatchLeavesOutStandardInput(t *testing.T) {
	for file, want := range map[string]bool{"-": true, "app.yaml": false} {
		var stderr strings.Builder
		addPatch(&diagnose.Result{}, cli.Options{Files: []string{file}, Outputs: []cli.Output{{Format: "patch"}}}, &stderr)
		if got := strings.Contains(stderr.String(), "standard input is not in the patch"); got != want {
			t.Errorf("%s: %q", file, stderr.String())
		}
	}
}
