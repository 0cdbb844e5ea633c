// Package report writes a diagnosis for people, in a terminal or a log, and
// for programs.
package report

import (
	"bytes"
	"encoding/json"
	"io"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/report/wire"
)

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
