package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Output is one -o FORMAT[=FILE].
type Output struct {
	Format string
	File   string // empty: standard output
}

// formats are the names of the report formats.
func formats() []string {
	var names []string
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	return names
}

// setOutputs parses the values of -o. The file "-" is standard output.
func (o *Options) setOutputs(values []string) error {
	taken := map[string]bool{}
	for _, s := range values {
		format, file, hasFile := strings.Cut(s, "=")
		if report.FormatNamed(format) == nil {
			hint := ""
			if near := text.Nearest(format, formats()); len(near) > 0 {
				hint = "; did you mean " + near[0] + "?"
			}
			return fmt.Errorf("-o must be one of %s, not %q%s", strings.Join(formats(), ", "), format, hint)
		}
		if hasFile && file == "" {
			return fmt.Errorf("-o %s= has no file name", format)
		}
		if file == "-" {
			file = ""
		}
		if file != "" {
			file = filepath.Clean(file)
		}
		switch {
		case taken[file] && file == "":
			return fmt.Errorf("only one -o can write to standard output: write the others as FORMAT=FILE")
		case taken[file]:
			return fmt.Errorf("two -o write to the same file %s", file)
		}
		taken[file] = true
		o.Outputs = append(o.Outputs, Output{format, file})
	}
	return nil
}
