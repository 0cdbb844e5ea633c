package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// Help is the text of --help. name is how the program was called.
func Help(name string, fs *pflag.FlagSet) string {
	var b strings.Builder
	fmt.Fprintf(&b, `%[1]s shows why images cannot be pulled, and fixes it.

Usage:
  %[1]s                       interactive, on the current kubeconfig context
  %[1]s --report              print one report and exit; for CI jobs
  %[1]s --report -f PATH      judge manifests instead of a cluster (- is standard input)
  %[1]s --train               practise on the built-in cluster; needs no Kubernetes

Without -n or -A it looks at the namespace of the context; with --train and -f at all of them.

Flags:
%[2]s
Exit codes of --report:
  0  nothing at or above --fail-on        3  the cluster could not be read at all
  1  at least one such finding            4  nothing found, but something could not be read
  2  the call is wrong                    5  --wait ran out while pulls were undecided
`, name, fs.FlagUsagesWrapped(100))
	return b.String()
}
