// Package keyboard heals cases on a real node as a person does: with the interactive program, in a
// pseudo-terminal, from the list to Running. It needs root on Linux.
package keyboard

import (
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
)

func TestMain(m *testing.M) { os.Exit(nodetest.Main(m)) }
