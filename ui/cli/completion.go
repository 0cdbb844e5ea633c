package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"
)

// shells have a completion script.
var shells = []struct {
	name   string
	script func(root *cobra.Command, w io.Writer) error
}{
	{"bash", func(root *cobra.Command, w io.Writer) error { return root.GenBashCompletionV2(w, true) }},
	{"zsh", (*cobra.Command).GenZshCompletion},
	{"fish", func(root *cobra.Command, w io.Writer) error { return root.GenFishCompletion(w, true) }},
	{"powershell", (*cobra.Command).GenPowerShellCompletionWithDesc},
}

func shellNames() []string {
	var names []string
	for _, s := range shells {
		names = append(names, s.name)
	}
	return names
}

func newCompletionCommand() *cobra.Command {
	names := strings.Join(shellNames(), ", ")
	return &cobra.Command{
		Use:     "completion SHELL",
		Short:   "Print shell completion code (" + names + ")",
		Long:    completionLong,
		Example: completionExamples,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || completionScript(args[0]) == nil {
				return fmt.Errorf("%s takes one of %s", cmd.CommandPath(), names)
			}
			return nil
		},
		ValidArgs: shellNames(),
		RunE: func(cmd *cobra.Command, args []string) error {
			return completionScript(args[0])(cmd.Root(), cmd.OutOrStdout())
		},
	}
}

// completionScript writes the script of a shell; nil for an unknown one. The
// script is for the program's own name: for "kubectl pulldoctor", kubectl asks
// the plugin's completer instead.
func completionScript(shell string) func(*cobra.Command, io.Writer) error {
	for _, s := range shells {
		if s.name == shell {
			return s.script
		}
	}
	return nil
}

const completionLong = `Print shell completion code for the specified shell.

The code must be evaluated to provide interactive completion, which is best done in the shell's
profile. Bash needs the package bash-completion (version 2).

As a kubectl plugin, completion needs no code: link the program to kubectl_complete-pulldoctor
in a directory of your PATH.`

const completionExamples = `  # Load completion into the current shell
  source <(pulldoctor completion bash)
  source <(pulldoctor completion zsh)
  pulldoctor completion fish | source
  pulldoctor completion powershell | Out-String | Invoke-Expression`
