// Package report writes a diagnosis for people, in a terminal or a log, and
// for programs.
package report

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"io"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report/metrics"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
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
	{"openmetrics", "counts for a dashboard", func(w io.Writer, res *diagnose.Result, _ Style) error { return metrics.Write(w, res) }},
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

// JSON writes the report as its schema describes it: two runs on the same
// state produce the same bytes.
func JSON(w io.Writer, r *diagnose.Report) error {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(wire.Of(r)); err != nil {
		return err
	}
	_, err := w.Write(b.Bytes())
	return err
}

// YAML writes the same data as JSON.
func YAML(w io.Writer, r *diagnose.Report) error {
	b, err := yaml.Marshal(wire.Of(r))
	if err != nil {
		return err
	}
	_, err = w.Write(b)
	return err
}
