package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

func newExplainCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "explain [CHECK]",
		Short: "Describe a check, or list all checks",
		Long: "Describe a check: what it means, how to confirm it, and how to fix it.\n\n" +
			"Without a name, all checks are listed.",
		Args: func(cmd *cobra.Command, args []string) error {
			switch {
			case len(args) > 1:
				return fmt.Errorf("%s takes one check, not %d", cmd.CommandPath(), len(args))
			case len(args) == 1 && check.Named(diagnose.CheckName(args[0])) == nil:
				return unknownCheck(cmd, args[0])
			}
			return nil
		},
		ValidArgsFunction: completeFirst(func() (names []cobra.Completion) {
			for _, c := range check.All {
				names = append(names, cobra.CompletionWithDesc(string(c.Name), c.Title))
			}
			return names
		}),
		RunE: func(cmd *cobra.Command, args []string) error {
			out := cmd.OutOrStdout()
			if len(args) == 0 {
				return report.ExplainAll(out)
			}
			return report.Explain(out, check.Named(diagnose.CheckName(args[0])), min(100, Width(out)))
		},
	}
}

// unknownCheck suggests the nearest checks.
func unknownCheck(cmd *cobra.Command, name string) error {
	var names []string
	for _, c := range check.All {
		names = append(names, string(c.Name))
	}
	if near := nearest(name, names); len(near) > 0 {
		return fmt.Errorf("unknown check %q; did you mean %s?", name, strings.Join(near, " or "))
	}
	return fmt.Errorf("unknown check %q; %s lists them", name, cmd.CommandPath())
}
