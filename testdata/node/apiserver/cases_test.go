package apiserver

import (
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// TestCases puts all cases on one API server and mends them there.
func TestCases(t *testing.T) {
	kubelet.Quiet()
	list, registries := nodetest.Load(t)
	program, err := trial.BuildProgram(nodetest.Context(), filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	_, w := nodetest.StartServer(t, list, registries)
	w.Run(nodetest.Context(), t, list, registries, program)
}
