package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Style tunes the text report.
type Style struct {
	Width int  // columns to wrap at; 0 means 80
	Color bool // meaning is never carried by colour alone
	ASCII bool // no character beyond ASCII
}

// Text writes the report for people: one block a cause, the pull chain of its
// first failure, and how to mend it.
func Text(w io.Writer, res *diagnose.Result, s Style) error {
	if s.Width <= 0 {
		s.Width = 80
	}
	b := bufio.NewWriter(w)
	t := &text{Writer: b, Style: s}
	t.headline(res)
	for n, c := range res.Report.Causes {
		t.cause(res, n, c)
	}
	t.unreadable(res)
	return b.Flush()
}

type text struct {
	*bufio.Writer
	Style
}

// line prints one line, cut at nothing: logs keep what is long.
func (t *text) line(format string, a ...any) {
	s := fmt.Sprintf(format, a...)
	if t.ASCII {
		s = toASCII(s)
	}
	fmt.Fprintln(t, strings.TrimRight(s, " "))
}

// wrapped prints words with an indent, broken at the width.
func (t *text) wrapped(indent int, first, words string) {
	pad := strings.Repeat(" ", indent)
	lead := first + strings.Repeat(" ", max(0, indent-ansi.StringWidth(first)))
	for _, l := range strings.Split(ansi.Wordwrap(words, max(20, t.Width-indent), ""), "\n") {
		t.line("%s%s", lead, l)
		lead = pad
	}
}

func (t *text) headline(res *diagnose.Result) {
	r := &res.Report
	where := map[diagnose.SourceKind]string{
		diagnose.SourceCluster: "cluster " + r.Source.Context, diagnose.SourceTraining: "the practice cluster", diagnose.SourceFiles: "the manifests",
	}[r.Source.Kind]
	if len(r.Source.Namespaces) > 0 {
		where += ", " + plural(len(r.Source.Namespaces), "namespace") + " " + strings.Join(r.Source.Namespaces, ", ")
	}
	if r.Summary.Failures == 0 {
		t.line("%s No failing image pull in %s (%s read).", t.mark("✓", green), where, plural(r.Summary.PodsRead, "pod"))
		return
	}
	verb := "fails"
	if r.Summary.Failures > 1 {
		verb = "fail"
	}
	if r.Source.Kind == diagnose.SourceFiles {
		verb = "needs a look"
	}
	t.line("%s in %s %s, with %s (%s read).", plural(r.Summary.Failures, "image pull"), where, verb, plural(len(r.Causes), "cause"), plural(r.Summary.PodsRead, "pod"))
}

func (t *text) cause(res *diagnose.Result, n int, c diagnose.Cause) {
	d := &res.Diagnoses[c.Failures[0]]
	root := d.Root()
	t.line("")
	object := ""
	if root.Object != nil {
		object = root.Object.String()
	}
	t.line("%s %d. %s   %s", t.severity(root.Severity), n+1, t.bold(root.Title), t.faint(object+"  ["+root.Check+"]"))
	for i, f := range c.Failures {
		if i == 5 {
			t.line("     and %d more", len(c.Failures)-i)
			break
		}
		fail := res.Diagnoses[f].Failure
		reason := fail.Reason
		if strings.Contains(reason, " ") || reason == "" { // a raw error, or a template that never ran
			reason = fail.Symptom.Class
		}
		if fail.Symptom.Class == "unknown" && fail.Reason == "" {
			reason = "not deployed yet"
		}
		t.line("     %s/%s  %s  %s  %s", fail.Namespace, fail.Pod, fail.Container, fail.Image, t.faint(reason))
	}
	t.line("")
	for _, l := range d.Chain {
		t.line("   %s %-15s  %s  %s", t.state(l.State), l.Title, l.Name, t.faint(l.Note))
	}
	t.line("")
	t.wrapped(10, "   Why", root.Detail+certainty(root.Certainty))
	if txt := d.Failure.Symptom.Text; txt != "" {
		t.wrapped(10, "   Node", `says: `+txt)
	}
	for _, f := range d.Failure.Findings[1:] {
		t.wrapped(10, "   Also", f.Detail)
	}
	t.fixes(res, d)
}

func (t *text) fixes(res *diagnose.Result, d *diagnose.Diagnosis) {
	fixes := d.Root().Fixes
	if len(fixes) == 0 {
		return
	}
	f := fixes[0]
	words := f.Title + "."
	if f.Login != nil {
		words += " It needs a user name and a password or token."
	}
	if n := len(f.Restarts); n > 0 {
		words += " New pods take the place of " + plural(n, "pod") + "."
	} else {
		words += " Nothing is restarted."
	}
	t.wrapped(10, "   Fix", words)
	for _, c := range f.Commands {
		t.line("            %s", c)
	}
	for _, other := range fixes[1:] {
		t.wrapped(10, "   Or", other.Title+".")
	}
}

func (t *text) unreadable(res *diagnose.Result) {
	if len(res.Report.Unreadable) == 0 {
		return
	}
	t.line("")
	t.line("%s Not everything could be read; this is not the same as missing:", t.mark("!", yellow))
	var lines []string
	for _, u := range res.Report.Unreadable {
		where := u.Namespace
		if where == "" {
			where = "all namespaces"
		}
		l := fmt.Sprintf("     %s %s in %s: %s", u.Verb, strings.TrimSpace(u.Resource+" "+u.Name), where, u.Why)
		if !slices.Contains(lines, l) {
			lines = append(lines, l)
		}
	}
	for _, l := range lines {
		t.line("%s", l)
	}
}

func certainty(c diagnose.Certainty) string {
	if c == diagnose.Certain {
		return ""
	}
	return " (" + string(c) + ")"
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
