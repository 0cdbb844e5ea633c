package cli

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/pulldoctor/pulldoctor/ui/report"
	"github.com/pulldoctor/pulldoctor/ui/settings"
)

// schemas are the schemas by what they describe.
var schemas = map[string]string{"report": report.Schema, "settings": settings.Schema}

func newSchemaCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "schema [report|settings]",
		Short: "Print the JSON Schema of the report or of the settings file",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 || len(args) == 1 && schemas[args[0]] == "" {
				return fmt.Errorf("%s takes report or settings", cmd.CommandPath())
			}
			return nil
		},
		ValidArgsFunction: completeFirst(func() []cobra.Completion { return []cobra.Completion{"report", "settings"} }),
		RunE: func(cmd *cobra.Command, args []string) error {
			what := "report"
			if len(args) > 0 {
				what = args[0]
			}
			_, err := io.WriteString(cmd.OutOrStdout(), schemas[what])
			return err
		},
	}
}

func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) > 0 {
		return fmt.Errorf("%s takes no arguments", cmd.CommandPath())
	}
	return nil
}
