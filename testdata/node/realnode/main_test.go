// Package realnode runs every practice case on a real node: kubelet, containerd and registries of
// their own names, without a network. It needs root on Linux.
package realnode

import (
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

func TestMain(m *testing.M) {
	nodetest.EveryNode()
	os.Exit(nodetest.Main(m))
}
