package realnode

import (
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
)

func TestReady(t *testing.T) {
	list, err := cases.LoadRegistries(os.DirFS("../../cases"))
	if err != nil {
		t.Fatal(err)
	}
	c, err := lab.Start(background, lab.Options{Log: t.Output(), Node: &lab.NodeOptions{Registries: list}})
	if err != nil {
		t.Fatal(err)
	}
	defer c.Stop()
	t.Log("ready")
}
