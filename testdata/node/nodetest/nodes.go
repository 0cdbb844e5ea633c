package nodetest

import (
	"os"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/isolate"
)

// oddEnv tells the copy inside on which of the cases' own nodes to play; the usual one if it is empty.
const oddEnv = "PULLDOCTOR_ODD_NODE"

// EveryNode makes Main run the tests once for the usual node, and once for each that a case brings along.
func EveryNode() { everyNode = true }

var everyNode bool

// odd is the node of this run, nil for the usual one.
func odd(list []cases.Case) *cases.Node {
	for _, c := range list {
		if c.Node != nil && c.Node.Name == os.Getenv(oddEnv) {
			return c.Node
		}
	}
	return nil
}

// Odd says whether this run plays on a node that a case brought along.
func Odd() bool { return os.Getenv(oddEnv) != "" }

// here says whether a case plays on this run's node; all do where there is none.
func here(c cases.Case) bool {
	if !isolate.Inside() {
		return true
	}
	if c.Node == nil {
		return !Odd()
	}
	return c.Node.Name == os.Getenv(oddEnv)
}

// nodes runs this program inside, once for each node that has something to play.
func nodes() (code int, err error) {
	list, err := cases.Load(os.DirFS(CasesDir))
	if err != nil {
		return 0, err
	}
	var names []string
	for _, c := range list {
		if !All() && !slices.Contains(strings.Split(*only, ","), c.Name) {
			continue
		}
		name := ""
		if c.Node != nil {
			name = c.Node.Name
		}
		if !slices.Contains(names, name) && (name == "" || everyNode) {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		names = []string{""} // what was asked for is none of the cases
	}
	for _, name := range names {
		if err := os.Setenv(oddEnv, name); err != nil {
			return 0, err
		}
		one, err := isolate.Run()
		if err != nil {
			return 0, err
		}
		code = max(code, one)
	}
	return code, nil
}
