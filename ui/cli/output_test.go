package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func result() *diagnose.Result {
	return &diagnose.Result{Report: diagnose.Report{
		Source: diagnose.Source{Kind: diagnose.SourceTraining},
		Causes: []diagnose.Cause{}, Failures: []diagnose.Failure{}, Unreadable: []diagnose.Unreadable{},
	}}
}

const allWell = "No failing image pull"

// The text is on standard output unless another format is.
func TestWrite(t *testing.T) {
	file := filepath.Join(t.TempDir(), "out")
	for _, tc := range []struct {
		outputs                string
		stdoutText, stderrText bool
		stdoutJSON, fileIsJSON bool
	}{
		{outputs: "", stdoutText: true},
		{outputs: "text", stdoutText: true},
		{outputs: "json", stdoutJSON: true, stderrText: true},
		{outputs: "json=-", stdoutJSON: true, stderrText: true},
		{outputs: "json=" + file, stdoutText: true, fileIsJSON: true},
		{outputs: "text json=" + file, stdoutText: true, fileIsJSON: true},
		{outputs: "json text=" + file, stdoutJSON: true, stderrText: true},
	} {
		_ = os.Remove(file)
		var args []string
		for _, o := range strings.Fields(tc.outputs) {
			args = append(args, "-o", o)
		}
		o, err := parse(args...)
		if err != nil {
			t.Fatal(err)
		}
		var stdout, stderr bytes.Buffer
		if err := Write(result(), o, &stdout, &stderr); err != nil {
			t.Fatal(err)
		}
		got, _ := os.ReadFile(file)
		if strings.Contains(stdout.String(), allWell) != tc.stdoutText || strings.Contains(stderr.String(), allWell) != tc.stderrText ||
			json.Valid(stdout.Bytes()) != tc.stdoutJSON || json.Valid(got) != tc.fileIsJSON {
			t.Errorf("-o %s\nstdout %s\nstderr %s\nfile %s", tc.outputs, &stdout, &stderr, got)
		}
	}
}

// A file that cannot be written is one line, before and after the diagnosis.
func TestUnwritable(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, tc := range []struct{ path, want string }{
		{filepath.Join(dir, "none", "out"), "directory does not exist"},
		{dir, "is a directory"},
		{filepath.Join(file, "out"), "not a directory"},
	} {
		o := Options{Outputs: []Output{{"json", tc.path}}}
		for when, err := range map[string]error{"before": o.CheckOutputs(), "after": Write(result(), o, &bytes.Buffer{}, &bytes.Buffer{})} {
			if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("%s %s: %v", when, tc.path, err)
			}
		}
	}
	if err := (&Options{Outputs: []Output{{"json", file}, {"yaml", filepath.Join(dir, "new")}}}).CheckOutputs(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "new")); err == nil {
		t.Error("CheckOutputs created a file")
	}
}

func TestDiskFull(t *testing.T) {
	const full = "/dev/full"
	if _, err := os.Stat(full); err != nil {
		t.Skip(err)
	}
	other := filepath.Join(t.TempDir(), "other.yaml")
	o := Options{Outputs: []Output{{"json", full}, {"yaml", other}}}
	err := Write(result(), o, &bytes.Buffer{}, &bytes.Buffer{})
	if err == nil || !strings.Contains(err.Error(), "the disk is full") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(other); err != nil {
		t.Error("the other report was not written:", err)
	}
}
