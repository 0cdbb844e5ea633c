package settings

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulldoctor/pulldoctor/diagnose/rules"
)

// baselineFile is a baseline as it is stored.
type baselineFile struct {
	Version  int              `json:"version"`
	Findings []rules.Accepted `json:"findings"`
}

// NewBaseline is an empty baseline that will be in a file.
func NewBaseline(file string) (*rules.Baseline, error) {
	folder, err := filepath.Abs(filepath.Dir(file))
	if err != nil {
		return nil, err
	}
	return &rules.Baseline{File: filepath.ToSlash(file), Path: func(manifest string) string { return relative(folder, manifest) }}, nil
}

// ReadBaseline reads what WriteBaseline wrote.
func ReadBaseline(file string) (*rules.Baseline, error) {
	text, err := read(file, "a baseline")
	if err != nil {
		return nil, err
	}
	b, err := NewBaseline(file)
	if err != nil {
		return nil, err
	}
	var stored baselineFile
	if err := json.Unmarshal(text, &stored); err != nil || stored.Version != 1 {
		return nil, fmt.Errorf("%s is not a baseline that --write-baseline has written", file)
	}
	for _, a := range stored.Findings {
		b.Add(a)
	}
	return b, nil
}

// WriteBaseline writes the findings that a baseline has recorded, and makes them
// known to it.
func WriteBaseline(file string, b *rules.Baseline) (int, error) {
	stored := baselineFile{Version: 1, Findings: b.Recorded()}
	n := 0
	for _, a := range stored.Findings {
		b.Add(a)
		n += a.Count
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(stored); err != nil {
		return 0, err
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		return 0, fmt.Errorf("the baseline cannot be written to %s: %w", file, cause(err))
	}
	return n, nil
}
