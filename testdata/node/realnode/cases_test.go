package realnode

import (
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// TestCases puts all cases on one real node and mends them there.
func TestCases(t *testing.T) {
	if *recording {
		t.Skip("this run records")
	}
	kubelet.Quiet()
	list, registries := nodetest.Load(t)
	program, err := trial.BuildProgram(nodetest.Context(), filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	w := nodetest.Start(t, registries)
	played, not := trial.Brought(t, list)
	results := w.Run(nodetest.Context(), t, played, registries, program)
	results.NotPlayed(not)
	if nodetest.All() {
		t.Cleanup(func() { writeResults(t, results) }) // after the subtests
	}
}
