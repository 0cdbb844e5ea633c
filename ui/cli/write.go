package cli

import (
	"bytes"
	"fmt"
	"io"
	"os"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Write writes the report to every output. Without one, or when only files
// were named, people get the text: on standard output, or on standard error
// when standard output carries a machine format.
func Write(res *diagnose.Result, o Options, stdout, stderr io.Writer) error {
	human := stdout
	wantsText := true
	for _, out := range o.Outputs {
		if out.File == "" {
			human = stderr
			if out.Format == "text" {
				human = stdout
			} else {
				wantsText = IsTerminal(stderr)
			}
		}
	}
	if wantsText {
		style := report.Style{Width: Width(human), Color: Color(human), ASCII: o.ASCII}
		if err := report.Text(human, res, style); err != nil {
			return err
		}
	}
	for _, out := range o.Outputs {
		if out.File == "" && out.Format == "text" {
			continue
		}
		var b bytes.Buffer
		if err := format(&b, res, out.Format, o); err != nil {
			return err
		}
		if out.File == "" {
			if _, err := stdout.Write(b.Bytes()); err != nil {
				return err
			}
			continue
		}
		if err := os.WriteFile(out.File, b.Bytes(), 0o644); err != nil {
			return fmt.Errorf("the report could not be written: %w", err)
		}
	}
	return nil
}

func format(w io.Writer, res *diagnose.Result, format string, o Options) error {
	switch format {
	case "json":
		return report.JSON(w, &res.Report)
	case "yaml":
		return report.YAML(w, &res.Report)
	default:
		return report.Text(w, res, report.Style{ASCII: o.ASCII})
	}
}
