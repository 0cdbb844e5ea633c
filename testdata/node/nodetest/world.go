package nodetest

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

// CasesDir is the project's own folder of cases, seen from a package of this module.
var CasesDir = filepath.Join("..", "..", "cases")

// All says that no flag restricts the cases.
func All() bool { return *only == "" }

// Load reads the cases that are asked for, and the registries.
func Load(t *testing.T) ([]cases.Case, []cases.Registry) {
	t.Helper()
	dir := os.DirFS(CasesDir)
	var names []string
	if *only != "" {
		names = strings.Split(*only, ",")
	}
	list, err := cases.Load(dir, names...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range list {
		list[i].Expect = list[i].Expect.On(generation.Name)
	}
	registries, err := cases.LoadRegistries(dir)
	if err != nil {
		t.Fatal(err)
	}
	return list, registries
}

// Start runs a node and stops it with the test.
func Start(t *testing.T, registries []cases.Registry) *trial.World {
	t.Helper()
	node := &lab.NodeOptions{Generation: generation, Registries: registries}
	c, err := lab.Start(background, lab.Options{Log: t.Output(), Node: node})
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
