package realnode

import (
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// TestFixes puts the cases of ../../fixes on one real node: kinds of fixes and owners of pods that
// the practice cases leave out. The first fix of each is applied, runs, and is taken back.
func TestFixes(t *testing.T) {
	if *recording {
		t.Skip("this run records")
	}
	if nodetest.Odd() {
		t.Skip("the fixes need nothing of a case's own node")
	}
	kubelet.Quiet()
	list := nodetest.LoadFixes(t)
	_, registries := nodetest.Load(t)
	program, err := trial.BuildProgram(nodetest.Context(), filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	w := nodetest.Start(t, registries)
	w.Run(nodetest.Context(), t, list, registries, program)
}
