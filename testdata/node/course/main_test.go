// Package course proves on a real node what the lessons of the course say about Kubernetes, and that
// the course's small kubectl prints what the real one prints. It needs root on Linux.
package course

import (
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

func TestMain(m *testing.M) { os.Exit(nodetest.Main(m)) }
