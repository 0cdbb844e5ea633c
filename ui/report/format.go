package report

import (
	_ "embed"
	"io"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Schema is the JSON Schema of the report, as -o json and -o yaml write it.
//
//go:embed schema.json
var Schema string

// Format is an output format of a report.
type Format struct {
	Name  string
	Short string // what it is for, in a few words
	Write func(io.Writer, *diagnose.Result, Style) error
}

// Formats are all formats, the one for people first.
var Formats = []Format{
	{"text", "for people", Text},
	{"json", "for programs; pulldoctor schema prints its JSON Schema", func(w io.Writer, res *diagnose.Result, _ Style) error { return JSON(w, &res.Report) }},
	{"yaml", "the same tree as json", func(w io.Writer, res *diagnose.Result, _ Style) error { return YAML(w, &res.Report) }},
	{"markdown", "for a pull request or a step summary", Markdown},
	{"junit", "for the test view of a CI server", JUnit},
	{"sarif", "for code scanning", SARIF},
	{"github", "annotations of a GitHub workflow", GitHub},
	{"patch", "corrections of manifests, for git apply", func(w io.Writer, res *diagnose.Result, _ Style) error {
		_, err := io.WriteString(w, res.Patch)
		return err
	}},
}

// FormatNamed returns the format of that name, or nil.
func FormatNamed(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}
