package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"
)

func newVersionCommand(version string) *cobra.Command {
	return &cobra.Command{
		Use:               "version",
		Short:             "Print the version",
		Args:              noArgs,
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return printVersion(cmd.OutOrStdout(), version)
		},
	}
}

func printVersion(w io.Writer, version string) error {
	_, err := fmt.Fprintln(w, "pulldoctor", version)
	return err
}
