package app

import (
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/kube/edit"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// mostRounds is how often --fix corrects what it has read again: a correction can
// show a fault that another one hid.
const mostRounds = 10

// readFiles reads and judges the manifests; notes gets what is said on the way.
type readFiles func(notes io.Writer) (*diagnose.Result, []manifest.FileProblem, error)

// correct shows the corrections of the manifests and writes them; the result is
// of the manifests as they are then.
func correct(res *diagnose.Result, problems []manifest.FileProblem, again readFiles, o cli.Options, stdout, stderr io.Writer) (*diagnose.Result, []manifest.FileProblem, error) {
	out := stdout
	if slices.ContainsFunc(o.Outputs, func(o cli.Output) bool { return o.File == "" && o.Format != "text" }) {
		out = stderr
	}
	for range mostRounds {
		files := edit.Of(res, readRegular)
		if len(files) == 0 {
			return res, problems, nil
		}
		fmt.Fprint(out, edit.Show(files))
		for _, f := range files {
			info, err := os.Stat(f.Path)
			if err == nil {
				err = os.WriteFile(f.Path, f.After(), info.Mode().Perm())
			}
			if err != nil {
				return res, problems, fmt.Errorf("%s cannot be corrected: %w", f.Path, err)
			}
			fmt.Fprintf(out, "Wrote %s: %s.\n\n", f.Path, text.Count(len(f.Changes), "correction"))
		}
		var err error
		if res, problems, err = again(io.Discard); err != nil {
			return res, problems, err
		}
	}
	return res, problems, nil
}

// addPatch puts the corrections into a result where they are to be printed.
func addPatch(res *diagnose.Result, o cli.Options, stderr io.Writer) {
	if !slices.ContainsFunc(o.Outputs, func(o cli.Output) bool { return o.Format == "patch" }) {
		return
	}
	patch, left := edit.Patch(edit.Of(res, readRegular))
	res.Patch = patch
	if slices.Contains(o.Files, "-") {
		fmt.Fprintln(stderr, "pulldoctor: standard input is not in the patch: give files or folders")
	}
	for _, l := range left {
		fmt.Fprintf(stderr, "pulldoctor: not in the patch, which would show content of a Secret; --fix writes it: %s\n", l)
	}
}

// readRegular reads a file; a pipe cannot be read twice.
func readRegular(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is not a regular file", path)
	}
	return os.ReadFile(path)
}
