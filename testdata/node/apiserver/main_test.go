// Package apiserver runs every practice case on a real API server with real controllers. It needs
// neither root nor Linux; a stand-in plays the node and repeats what the real one said.
package apiserver

import (
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

func TestMain(m *testing.M) { os.Exit(nodetest.Light(m)) }
