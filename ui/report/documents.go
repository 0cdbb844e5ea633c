package report

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// documentProblems are the findings of documents, each at its own place.
func documentProblems(res *diagnose.Result, at places) []problem {
	var out []problem
	for i := range res.Report.Documents {
		d := &res.Report.Documents[i]
		for j := range d.Findings {
			f := &d.Findings[j]
			out = append(out, problem{finding: f, place: at.of(f, nil)})
		}
	}
	return out
}

// documentsHeadline is the outcome where only documents have findings.
func documentsHeadline(r *diagnose.Report) string {
	verb := "need"
	if len(r.Documents) == 1 {
		verb = "needs"
	}
	return fmt.Sprintf("%s %s attention in %s", plural(len(r.Documents), "document"), verb, whereOf(r))
}

// nothingJudged says whether manifests held nothing that is judged, which is not
// the same as nothing wrong.
func nothingJudged(r *diagnose.Report) bool {
	return r.Source.Kind == diagnose.SourceFiles && r.Summary.PodsRead+r.Summary.Failures+len(r.Documents) == 0 && len(r.Unreadable) > 0
}

// document prints the block of a document.
func (t *text) document(n int, d *diagnose.Document) {
	root := &d.Findings[0]
	t.title(n, root)
	t.about(root, nil)
	t.line("")
	t.labelled("Why", root.Detail+certainty(root.Certainty))
	for j := range d.Findings[1:] {
		f := &d.Findings[1+j]
		words := f.Detail
		if at := t.places.of(f, nil).String(); at != "" && f.Location != nil {
			words = at + ": " + words
		}
		t.labelled("Also", words)
	}
}

// documentCases is one test case a document.
func documentCases(res *diagnose.Result) []placedCase {
	var out []placedCase
	at := placesOf(res.Snapshot)
	for i := range res.Report.Documents {
		d := &res.Report.Documents[i]
		root := &d.Findings[0]
		var b strings.Builder
		for j := range d.Findings {
			f := &d.Findings[j]
			if p := at.of(f, nil).String(); p != "" {
				fmt.Fprintf(&b, "%s: ", p)
			}
			fmt.Fprintf(&b, "%s [%s]: %s\n", f.Severity, f.Check, f.Detail)
		}
		c := junitCase{Class: strings.TrimPrefix(d.Object.Namespace+".", ".") + d.Object.Kind, Name: d.Object.Name}
		body := xmlText(b.String())
		if root.Severity == diagnose.SeverityError {
			c.Failure = &junitText{Type: string(root.Check), Message: root.Title, Text: body}
		} else {
			c.output = c.Class + " " + c.Name + "\n" + body
		}
		out = append(out, placedCase{d.Object.Namespace, c})
	}
	return out
}

func markdownDocumentRow(b *bufio.Writer, d *diagnose.Document, at places) {
	root := &d.Findings[0]
	object := Code(d.Object.String())
	if p := at.of(root, nil).String(); p != "" {
		object += " " + Code(p)
	}
	fmt.Fprintf(b, "| %s | %s (%s) | %s | %s |\n", severityMark(root.Severity), cell(escape(root.Title)), Code(string(root.Check)), cell(object), "1 document")
}

func markdownDocument(b *bufio.Writer, d *diagnose.Document) {
	root := &d.Findings[0]
	fmt.Fprintf(b, "\n<details><summary>%s %s</summary>\n\n- %s\n", severityMark(root.Severity), htmlText(root.Title), Code(d.Object.String()))
	fmt.Fprintf(b, "\n%s\n", escape(root.Detail+certainty(root.Certainty)))
	for _, f := range d.Findings[1:] {
		fmt.Fprintf(b, "\nAlso: %s\n", escape(f.Detail))
	}
	fmt.Fprint(b, "\n</details>\n")
}
