package realnode

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// resultsFile is the table of the last full run of each generation.
var resultsFile = filepath.Join("..", "RESULTS.md")

const resultsHead = `# Every case on a real node

Written by the test in realnode when it runs all cases; each run replaces the table of its node. The
reason is the kubelet's; the first finding and the fix are what pulldoctor says and applies. The last
column is the time from the fix to Running, most of it the kubelet's back-off; "-" stands where there is
nothing to apply, because no change in the cluster would help.
`

// writeResults puts the table of this run into the file, unless the run was broken off.
func writeResults(t *testing.T, results *trial.Results) {
	if nodetest.Context().Err() != nil {
		return
	}
	document, err := os.ReadFile(resultsFile)
	if errors.Is(err, fs.ErrNotExist) {
		document, err = []byte(resultsHead), nil
	}
	if err == nil {
		put := trial.ReplaceSection
		if nodetest.Odd() {
			put = trial.AddToSection // the usual node's run came before
		}
		text := put(string(document), nodetest.Generation().String(), results.Table())
		err = os.WriteFile(resultsFile, []byte(text), 0o644)
	}
	if err != nil {
		t.Error(err)
	}
}
