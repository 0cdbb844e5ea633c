package realnode

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/record"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

var recording = flag.Bool("record", false, "write node.yaml of every case instead of testing")

// TestRecord writes what the node says about every case into the case's folder.
func TestRecord(t *testing.T) {
	if !*recording {
		t.Skip("only with -record")
	}
	if nodetest.Generation().Name != "" {
		t.Fatal("recordings are made on the current node only")
	}
	list, registries := nodetest.Load(t)
	w := nodetest.Start(t, registries)
	list, _ = trial.Brought(t, list)
	for _, c := range list {
		if err := w.Prepare(nodetest.Context(), c); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range list {
		t.Run(c.Name, func(t *testing.T) {
			if _, err := w.Settled(nodetest.Context(), c.Expect); err != nil {
				t.Fatal(err)
			}
			if err := w.MendLate(nodetest.Context(), c); err != nil {
				t.Fatal(err)
			}
			text, err := record.Namespace(nodetest.Context(), w.Client, c.Expect.Namespace)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(nodetest.CasesDir, c.Name, "node.yaml"), text, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}
