package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// section is a part of the text report: a cause, or a document with findings.
type section struct {
	cause    *diagnose.Cause
	document *diagnose.Document
	file     string // of the manifest that it points to; empty for none
}

// sections are the causes and documents that have a block of their own. Those of
// manifests are ordered by file.
func (t *text) sections(res *diagnose.Result) []section {
	var out []section
	own, _ := explained(res)
	for _, n := range own {
		c := &res.Report.Causes[n]
		d := &res.Diagnoses[c.Failures[0]]
		out = append(out, section{cause: c, file: t.places.of(d.Root(), d).file})
	}
	for i := range res.Report.Documents {
		d := &res.Report.Documents[i]
		out = append(out, section{document: d, file: t.places.of(&d.Findings[0], nil).file})
	}
	if res.Report.Source.Kind == diagnose.SourceFiles {
		slices.SortStableFunc(out, func(a, b section) int { return cmp.Compare(a.file, b.file) })
	}
	return out
}

// severalFiles says whether blocks point to more than one file.
func severalFiles(blocks []section) bool {
	return slices.ContainsFunc(blocks, func(b section) bool { return b.file != blocks[0].file })
}

// print prints the blocks, below the name of their file where there are several.
func (t *text) print(res *diagnose.Result, blocks []section) {
	file, headings := "", len(blocks) > 0 && severalFiles(blocks)
	for n, b := range blocks {
		if headings && b.file != file {
			file = b.file
			t.line("")
			t.line("%s", t.bold(cmp.Or(file, "in no file")))
		}
		if b.cause != nil {
			t.cause(res, n, *b.cause)
		} else {
			t.document(n, b.document)
		}
	}
}

// brief prints one line for each cause and each document.
func (t *text) brief(res *diagnose.Result, blocks []section) {
	for _, b := range blocks {
		if b.document != nil {
			f := &b.document.Findings[0]
			t.line("%s", t.briefLine(f, t.places.of(f, nil), b.document.Object, ""))
			continue
		}
		d := &res.Diagnoses[b.cause.Failures[0]]
		root := d.Root()
		object := diagnose.Object{Kind: kindOf(res, b.cause.Failures[0]), Namespace: d.Failure.Namespace, Name: d.Failure.Pod}
		if root.Object != nil {
			object = *root.Object
		}
		t.line("%s", t.briefLine(root, t.places.of(root, d), object, ", "+plural(len(b.cause.Failures), "pull")))
	}
}

func (t *text) briefLine(f *diagnose.Finding, at place, o diagnose.Object, more string) string {
	where := at.String()
	if where != "" {
		where += ": "
	}
	return fmt.Sprintf("%s %s%s [%s] (%s%s)", t.severity(f.Severity), where, oneLine(f.Title), f.Check, o, more)
}
