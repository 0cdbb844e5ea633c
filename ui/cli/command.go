package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Commands are the words that may stand first; without one the program
// diagnoses.
const (
	CommandExplain    = "explain"
	CommandCompletion = "completion"
	CommandSchema     = "schema"
)

var commands = []candidate{
	{CommandExplain, "what a check means; without a name, all of them"},
	{CommandCompletion, "the completion script of a shell"},
	{CommandSchema, "the JSON Schema of the report"},
}

// Shells are those with a completion script.
var Shells = []string{"bash", "zsh", "fish"}

// setCommand takes the arguments that are no flags: a command with its own, or
// workloads.
func (o *Options) setCommand(args []string) error {
	if len(args) == 0 {
		return nil
	}
	if !slices.ContainsFunc(commands, func(c candidate) bool { return c.value == args[0] }) {
		for _, a := range args {
			if !strings.Contains(a, "/") {
				return fmt.Errorf("unexpected argument %q; a workload is named like deployment/web, see pulldoctor --help", a)
			}
		}
		o.Targets = args
		return nil
	}
	o.Command, o.Args = args[0], args[1:]
	switch {
	case o.Command == CommandSchema && len(o.Args) > 0:
		return fmt.Errorf("pulldoctor schema takes no argument")
	case o.Command == CommandExplain && len(o.Args) > 1:
		return fmt.Errorf("pulldoctor explain takes one check, not %d", len(o.Args))
	case o.Command == CommandExplain && len(o.Args) == 1 && check.Named(diagnose.CheckName(o.Args[0])) == nil:
		return unknownCheck(o.Args[0])
	case o.Command == CommandCompletion && (len(o.Args) != 1 || !slices.Contains(Shells, o.Args[0])):
		return fmt.Errorf("pulldoctor completion takes one of %s", strings.Join(Shells, ", "))
	}
	return nil
}

// unknownCheck names the nearest checks.
func unknownCheck(name string) error {
	var names []string
	for _, c := range check.All {
		names = append(names, string(c.Name))
	}
	if near := nearest(name, names); len(near) > 0 {
		return fmt.Errorf("there is no check %q; did you mean %s?", name, strings.Join(near, " or "))
	}
	return fmt.Errorf("there is no check %q; pulldoctor explain lists them", name)
}

// RunCommand carries out Options.Command. name is how the program was called.
func RunCommand(o Options, name string, stdout io.Writer) error {
	switch o.Command {
	case CommandExplain:
		if len(o.Args) == 0 {
			return report.ExplainAll(stdout)
		}
		return report.Explain(stdout, check.Named(diagnose.CheckName(o.Args[0])), min(100, Width(stdout)))
	case CommandCompletion:
		_, err := io.WriteString(stdout, completionScript(o.Args[0], name))
		return err
	case CommandSchema:
		_, err := io.WriteString(stdout, report.Schema)
		return err
	}
	return fmt.Errorf("unexpected argument %q; see pulldoctor --help", o.Command)
}
