package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

const helpWidth = 100

const rootLong = `Diagnose image pull failures and fix them.

Without --report, an interactive screen lists the pods that cannot pull an image, shows why, and
applies a fix after a preview. With --report, a report is printed for people or for CI jobs.

The pods are those of the context's namespace unless -n or -A is given. With --train or -f, all
namespaces are read.`

// rootExamples are the examples of the root command; NAME stands for the
// program as it was called.
const rootExamples = `  # Find and fix failing image pulls in the current namespace
  NAME

  # Print a report on all namespaces
  NAME --report -A

  # Wait for a rollout to pull its images, and fail if it cannot
  NAME --report deployment/web --wait 5m

  # Find the running pods that would not come back on a new node
  NAME --sweep -A

  # Check manifests before they are deployed
  helm template . | NAME --report -f -

  # Check manifests against the cluster that they are for, and correct them
  NAME --report -f deploy/ --live
  NAME --report -f deploy/ --fix

  # Ask the registries whether the images exist and the pull secrets can pull them
  NAME --report -f deploy/ --ask-registry --retry-missing 30m

  # Write reports for a CI job
  NAME --report -f deploy/ -o junit=report.xml -o sarif=report.sarif

  # Practice on a built-in cluster, without Kubernetes
  NAME --train`

const exitCodes = `Exit codes of --report:
  0  no finding at or above --fail-on        3  the cluster could not be read
  1  at least one such finding               4  no such finding, but something could not be read
  2  wrong usage, or unreadable input        5  --wait expired before every pull was decided
`

// examples puts the name of the program into examples.
func examples(name, text string) string {
	if name == pluginName {
		name = pluginDisplayName
	}
	return strings.ReplaceAll(text, "NAME", name)
}

// usage prints what follows the description in the help of a command.
func usage(cmd *cobra.Command) error {
	var b strings.Builder
	fmt.Fprintf(&b, "Usage:\n  %s\n", cmd.UseLine())
	root := !cmd.HasParent()
	if root {
		fmt.Fprintf(&b, "  %s COMMAND\n", cmd.CommandPath())
	}
	if cmd.HasExample() {
		fmt.Fprintf(&b, "\nExamples:\n%s\n", cmd.Example)
	}
	if cmd.HasAvailableSubCommands() {
		b.WriteString("\nCommands:\n")
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				fmt.Fprintf(&b, "  %-*s  %s\n", cmd.NamePadding(), c.Name(), c.Short)
			}
		}
	}
	section(&b, "Flags", cmd.LocalNonPersistentFlags())
	if root {
		section(&b, "Flags of all commands", cmd.PersistentFlags())
		b.WriteString("\n" + exitCodes)
		fmt.Fprintf(&b, "\nUse \"%s COMMAND --help\" for more information about a command.\n", cmd.CommandPath())
	} else {
		fmt.Fprintf(&b, "\nUse \"%s --help\" for the flags of all commands.\n", cmd.Root().CommandPath())
	}
	_, err := fmt.Fprint(cmd.OutOrStderr(), b.String())
	return err
}

func section(b *strings.Builder, title string, fs *pflag.FlagSet) {
	if !fs.HasAvailableFlags() {
		return
	}
	fs.SortFlags = false
	const value = "[=true|false]" // that a switch can also be given a value is left out
	text := strings.ReplaceAll(fs.FlagUsagesWrapped(helpWidth), value, strings.Repeat(" ", len(value)))
	fmt.Fprintf(b, "\n%s:\n%s", title, text)
}

// newHelpCommand is cobra's, except that an unknown command is an error.
func newHelpCommand() *cobra.Command {
	help := &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Print help for a command",
		RunE: func(cmd *cobra.Command, args []string) error {
			found, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return fmt.Errorf("unknown command %q; see %s --help", strings.Join(args, " "), cmd.Root().CommandPath())
			}
			return found.Help()
		},
	}
	help.ValidArgsFunction = completeFirst(func() (names []cobra.Completion) {
		for _, c := range help.Root().Commands() {
			if c.IsAvailableCommand() && c != help {
				names = append(names, cobra.CompletionWithDesc(c.Name(), c.Short))
			}
		}
		return names
	})
	return help
}
