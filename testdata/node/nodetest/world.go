package nodetest

import (
	"context"
	"crypto/x509"
	"flag"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

var only = flag.String("cases", "", "run only these cases, separated by commas")

// CasesDir is the project's own folder of cases, seen from a package of this module.
var CasesDir = filepath.Join("..", "..", "cases")

// All says that no flag restricts the cases.
func All() bool { return *only == "" }

// FixesDir contains the cases that exist only for their fixes.
var FixesDir = filepath.Join("..", "..", "fixes")

// Load reads the cases that are asked for, and the registries.
func Load(t *testing.T) ([]cases.Case, []cases.Registry) {
	t.Helper()
	list := load(t, CasesDir)
	registries, err := cases.LoadRegistries(os.DirFS(CasesDir))
	if err != nil {
		t.Fatal(err)
	}
	return list, registries
}

// LoadFixes reads the cases that exist only for their fixes.
func LoadFixes(t *testing.T) []cases.Case {
	t.Helper()
	return load(t, FixesDir)
}

// load reads the cases of a folder, of those that were asked for. A name that is in neither folder is
// an error.
func load(t *testing.T, dir string) []cases.Case {
	t.Helper()
	list, err := cases.Load(os.DirFS(dir))
	if err != nil {
		t.Fatal(err)
	}
	if !All() {
		names := strings.Split(*only, ",")
		for _, name := range names {
			_, here := os.Stat(filepath.Join(CasesDir, name, "case.yaml"))
			_, there := os.Stat(filepath.Join(FixesDir, name, "case.yaml"))
			if here != nil && there != nil {
				t.Fatalf("no case named %q", name)
			}
		}
		list = slices.DeleteFunc(list, func(c cases.Case) bool { return !slices.Contains(names, c.Name) })
	}
	list = slices.DeleteFunc(list, func(c cases.Case) bool {
		if c.Late && !isolate.Inside() {
			t.Logf("%s is skipped: the stand-in pulls as soon as it can, without a back-off", c.Name)
			return true
		}
		if c.NotPlayed.Node != "" && !isolate.Inside() {
			t.Logf("%s is skipped: the stand-in reports what a real node reported, and %s", c.Name, c.NotPlayed.Node)
			return true
		}
		return !here(c)
	})
	for i := range list {
		list[i].Expect = list[i].Expect.On(generation.Name)
	}
	return list
}

// Start runs a node and stops it with the test.
func Start(t *testing.T, registries []cases.Registry) *trial.World {
	t.Helper()
	all, err := cases.Load(os.DirFS(CasesDir))
	if err != nil {
		t.Fatal(err)
	}
	node := &lab.NodeOptions{Generation: generation, Registries: registries, Odd: odd(all)}
	c, w := start(t, lab.Options{Log: t.Output(), Node: node})
	pem, err := c.RegistryCA()
	if err != nil {
		t.Fatal(err)
	}
	w.Asking = &ask.Options{
		Budget: 10000, Timeout: 3 * time.Second, RootCAs: x509.NewCertPool(),
		Proxy:        func(*http.Request) (*url.URL, error) { return nil, nil },
		AllowAddress: func(string, netip.Addr) bool { return true }, // the node's network is this one
	}
	w.Asking.RootCAs.AppendCertsFromPEM(pem)
	return w
}

// StartServer runs an API server with controllers, and a stand-in for the node, until the test ends.
func StartServer(t *testing.T, list []cases.Case, registries []cases.Registry) (*lab.Cluster, *trial.World) {
	t.Helper()
	c, w := start(t, lab.Options{Log: t.Output(), Controllers: true})
	ctx, cancel := context.WithCancel(background)
	node, err := trial.NewStandIn(ctx, w, list, registries)
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		node.Run(ctx, func(err error) { t.Errorf("the stand-in: %v", err) })
	}()
	t.Cleanup(func() { cancel(); <-ended })
	return c, w
}

func start(t *testing.T, o lab.Options) (*lab.Cluster, *trial.World) {
	t.Helper()
	c, err := lab.Start(background, o)
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
	return c, w
}
