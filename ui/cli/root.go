package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Program is what the commands need from the rest of the program.
type Program struct {
	Version  string
	Connect  func(*pflag.FlagSet)                 // adds the flags that select a cluster
	Lookup   Lookup                               // values that only a kubeconfig or a cluster knows
	RBAC     func(RBAC) ([]byte, error)           // the objects that run a sweep in a cluster
	Diagnose func(context.Context, Options) error // runs the root command
	Clean    func(string) string                  // makes a line of foreign text harmless for a terminal
}

// Execute runs the command that argv, the program's name first, asks for. It
// prints no errors.
func Execute(ctx context.Context, argv []string, p Program, stdout, stderr io.Writer) error {
	root := New(argv[0], p)
	args := argv[1:]
	if isPluginCompleter(argv[0]) {
		if len(args) == 0 {
			args = []string{""}
		}
		args = append([]string{cobra.ShellCompRequestCmd}, args...)
	}
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		forCompletion(root)
	}
	root.SetArgs(args)
	root.SetOut(stdout)
	root.SetErr(stderr)
	return root.ExecuteContext(ctx)
}

// New returns the root command with all others below it. argv0 is how the
// program was called.
func New(argv0 string, p Program) *cobra.Command {
	cobra.MousetrapHelpText = "" // Windows: a double click opens the screen
	var f rootFlags
	name := baseName(argv0)
	root := &cobra.Command{
		Use:           name + " [TYPE/NAME...]",
		Short:         "Diagnose image pull failures and fix them",
		Long:          rootLong,
		Example:       examples(name, rootExamples),
		SilenceErrors: true, // the caller prints them
		SilenceUsage:  true,

		SuggestionsMinimumDistance: 2,

		Args:              cobra.ArbitraryArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.version {
				return printVersion(cmd.OutOrStdout(), p.Version)
			}
			if err := checkWorkloads(cmd, args); err != nil {
				return err
			}
			f.Targets = args
			if err := f.check(cmd.Flags()); err != nil {
				return err
			}
			return p.Diagnose(cmd.Context(), f.Options)
		},
	}
	if name == pluginName {
		root.Annotations = map[string]string{cobra.CommandDisplayNameAnnotation: pluginDisplayName}
	}
	root.CompletionOptions.DisableDefaultCmd = true // ours is one command for all shells, like kubectl's
	root.CompletionOptions.SetDefaultShellCompDirective(cobra.ShellCompDirectiveNoFileComp)
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(usage)
	root.SetHelpCommand(newHelpCommand())
	f.bind(root.Flags())
	bindGlobal(root.PersistentFlags(), &f, p.Connect)
	registerCompletions(root, p.Lookup)
	root.AddCommand(newExplainCommand(name, p.Clean), newSchemaCommand(), newCompletionCommand(), newVersionCommand(p.Version), newRBACCommand(name, p.RBAC))
	return root
}

// checkWorkloads rejects arguments of the root command that cannot be
// workloads, which includes misspelled commands.
func checkWorkloads(root *cobra.Command, args []string) error {
	for i, a := range args {
		if strings.Contains(a, "/") {
			continue
		}
		if near := root.SuggestionsFor(a); i == 0 && len(near) > 0 && near[0] != a {
			return fmt.Errorf("unknown command %q; did you mean %s?", a, strings.Join(near, " or "))
		}
		return fmt.Errorf("unexpected argument %q: specify workloads as TYPE/NAME, for example deployment/web; see %s --help", a, root.CommandPath())
	}
	return nil
}
