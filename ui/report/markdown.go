package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Markdown writes the report for a pull request or a step summary: a table of
// the causes, then one collapsed block for each. Text from a cluster or a file
// is escaped: it cannot create links, mentions or markup.
func Markdown(w io.Writer, res *diagnose.Result, _ Style) error {
	b := bufio.NewWriter(w)
	r := &res.Report
	fmt.Fprintf(b, "## %s %s\n", markdownMark(r), escape(headlineOf(res)))
	at := placesOf(res.Snapshot)
	own, _ := explained(res)
	if len(own)+len(r.Documents) > 0 {
		fmt.Fprint(b, "\n| | Cause | Object | Fails |\n|---|---|---|---|\n")
	}
	for _, n := range own {
		c := r.Causes[n]
		d := &res.Diagnoses[c.Failures[0]]
		root := d.Root()
		object := ""
		if root.Object != nil {
			object = Code(root.Object.String())
		}
		if n := len(c.Namespaces); n > 0 {
			object += " in " + plural(n, "namespace")
		}
		if p := at.of(root, d).String(); p != "" {
			object = strings.TrimSpace(object + " " + Code(p))
		}
		fmt.Fprintf(b, "| %s | %s (%s) | %s | %s |\n", severityMark(root.Severity), cell(escape(root.Title)), Code(string(root.Check)),
			cell(object), plural(len(c.Failures), "container"))
	}
	for i := range r.Documents {
		markdownDocumentRow(b, &r.Documents[i], at)
	}
	for _, n := range own {
		markdownCause(b, res, r.Causes[n])
	}
	for i := range r.Documents {
		markdownDocument(b, &r.Documents[i])
	}
	if words := usualWords(res); words != "" {
		fmt.Fprintf(b, "\n%s %s\n", severityMark(diagnose.SeverityWarning), escape(words))
	}
	markdownSweep(b, r)
	if lines := unreadableLines(r); len(lines) > 0 {
		fmt.Fprint(b, "\n### Not everything could be read\n\nThis is not the same as missing.\n\n")
		for _, l := range lines {
			fmt.Fprintf(b, "- %s\n", escape(l))
		}
	}
	return b.Flush()
}

func markdownCause(b *bufio.Writer, res *diagnose.Result, c diagnose.Cause) {
	d := &res.Diagnoses[c.Failures[0]]
	root := d.Root()
	fmt.Fprintf(b, "\n<details><summary>%s %s</summary>\n\n", severityMark(root.Severity), htmlText(root.Title))
	for n, i := range c.Failures {
		if n == mostPods {
			fmt.Fprintf(b, "- and %d more\n", len(c.Failures)-n)
			break
		}
		f := &res.Report.Failures[i]
		fmt.Fprintf(b, "- %s, container %s, image %s: %s\n", Code(kindOf(res, i)+" "+f.Namespace+"/"+f.Pod), Code(f.Container), Code(f.Image), escape(reasonOf(f)))
	}
	fmt.Fprintf(b, "\n%s\n", escape(root.Detail+certainty(root.Certainty)))
	if txt := d.Failure.Symptom.Text; txt != "" {
		fmt.Fprintf(b, "\nThe node reports: %s\n", Code(txt))
	}
	fmt.Fprint(b, "\n| Link | | |\n|---|---|---|\n")
	for _, l := range d.Chain {
		fmt.Fprintf(b, "| %s %s | %s | %s |\n", linkMark(l.State), escape(l.Title), cell(Code(l.Name)), cell(escape(l.Note)))
	}
	if lines := answerLines(d.Failure.RegistryAnswers); len(lines) > 0 {
		fmt.Fprint(b, "\nThe registry, asked from this computer:\n\n")
		for _, l := range lines {
			fmt.Fprintf(b, "- %s\n", escape(l))
		}
	}
	for _, f := range d.Failure.Findings[1:] {
		fmt.Fprintf(b, "\nAlso: %s\n", escape(f.Detail))
		if len(f.Commands) > 0 {
			fmt.Fprintf(b, "\n%s\n", block(strings.Join(f.Commands, "\n")))
		}
	}
	for i, f := range root.Fixes {
		if i > 0 {
			fmt.Fprintf(b, "\nOr: %s\n", escape(f.Title+"."))
			continue
		}
		fmt.Fprintf(b, "\n**Fix:** %s\n", escape(fixWords(&f)))
		if len(f.Commands) > 0 {
			fmt.Fprintf(b, "\n%s\n", block(strings.Join(f.Commands, "\n")))
		}
		if f.Where != "" {
			fmt.Fprintf(b, "\nWhere: %s\n", escape(f.Where))
		}
		for _, w := range f.Warnings {
			fmt.Fprintf(b, "\nNote: %s\n", escape(w))
		}
	}
	fmt.Fprint(b, "\n</details>\n")
}

func markdownMark(r *diagnose.Report) string {
	switch {
	case r.Summary.Errors > 0:
		return severityMark(diagnose.SeverityError)
	case r.Summary.Failures > 0 || len(r.Documents) > 0 || r.Summary.Unreadable > 0 || r.SweptNothing():
		return severityMark(diagnose.SeverityWarning)
	}
	return "✅"
}

func severityMark(s diagnose.Severity) string {
	switch s {
	case diagnose.SeverityError:
		return "❌"
	case diagnose.SeverityWarning:
		return "⚠️"
	}
	return "ℹ️"
}

func linkMark(s diagnose.LinkState) string {
	switch s {
	case diagnose.LinkOK:
		return "✅"
	case diagnose.LinkBroken:
		return "❌"
	case diagnose.LinkRisk:
		return "⚠️"
	case diagnose.LinkSkipped:
		return "➖"
	}
	return "❔"
}
