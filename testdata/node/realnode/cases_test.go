package realnode

import (
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// TestCases puts all cases on one real node and mends them there.
func TestCases(t *testing.T) {
	if *recording {
		t.Skip("this run records")
	}
	kubelet.Quiet()
	list, registries := load(t)
	program, err := trial.BuildProgram(background, filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	start(t, registries).Run(background, t, list, registries, program)
}
