package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"
)

// Help is the text of --help. name is how the program was called, see Name.
func Help(name string, fs *pflag.FlagSet) string {
	width := len(name) + len(" --report deployment/web")
	var b strings.Builder
	line := func(args, about string) {
		fmt.Fprintf(&b, "  %-*s  %s\n", width, strings.TrimSpace(name+" "+args), about)
	}
	fmt.Fprintf(&b, "%s shows why images cannot be pulled, and fixes it.\n\nUsage:\n", name)
	line("", "interactive, on the current kubeconfig context")
	line("--plain", "the same line by line, for screen readers and pipes")
	line("--report", "print one report and exit; for CI jobs")
	line("--report deployment/web", "only its pods; with --wait 5m after a deployment")
	line("--report -f PATH", "judge manifests, not a cluster (- is standard input)")
	line("--train", "practise on the built-in cluster; needs no Kubernetes")
	line("explain [CHECK]", "what a check means; without a name, all of them")
	line("completion SHELL", "the completion script of bash, zsh or fish")
	line("schema", "the JSON Schema of the report")
	fmt.Fprintf(&b, `
Without -n or -A it looks at the namespace of the context; with --train and -f at all of them.

Flags:
%s
The report for people goes to standard error when standard output carries another format.

Exit codes of --report:
  0  nothing at or above --fail-on        3  the cluster could not be read at all
  1  at least one such finding            4  nothing found, but something could not be read
  2  the call is wrong                    5  --wait ran out while pulls were undecided
`, usages(fs))
	return b.String()
}

// usages describes the flags; that a switch can also be given a value is left
// out.
func usages(fs *pflag.FlagSet) string {
	const value = "[=true|false]"
	return strings.ReplaceAll(fs.FlagUsagesWrapped(100), value, strings.Repeat(" ", len(value)))
}
