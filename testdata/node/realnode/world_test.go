package realnode

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

var only = flag.String("cases", "", "run only these cases, separated by commas")

// casesDir is the project's own folder of cases.
var casesDir = filepath.Join("..", "..", "cases")

// load reads the cases that are asked for, and the registries.
func load(t *testing.T) ([]cases.Case, []cases.Registry) {
	t.Helper()
	dir := os.DirFS(casesDir)
	var names []string
	if *only != "" {
		names = strings.Split(*only, ",")
	}
	list, err := cases.Load(dir, names...)
	if err != nil {
		t.Fatal(err)
	}
	registries, err := cases.LoadRegistries(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list, registries
}

// start runs a node and stops it with the test.
func start(t *testing.T, registries []cases.Registry) *trial.World {
	t.Helper()
	c, err := lab.Start(background, lab.Options{Log: t.Output(), Node: &lab.NodeOptions{Registries: registries}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := c.Stop(); err != nil {
			t.Error(err)
		}
	})
	w, err := trial.New(c.Kubeconfig, c.Config)
	if err != nil {
		t.Fatal(err)
	}
	return w
}
