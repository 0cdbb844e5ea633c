package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// Style configures the text report; the other formats do not depend on it.
type Style struct {
	Width int  // columns to wrap at; 0 means 80
	Color bool // words carry the meaning as well
	ASCII bool // only ASCII characters
	Brief bool // one line for each cause
}

// Text writes the report for people: for each cause one block with the pull
// chain of its first failure, and how to fix it.
func Text(w io.Writer, res *diagnose.Result, s Style) error {
	if s.Width <= 0 {
		s.Width = 80
	}
	b := bufio.NewWriter(w)
	t := &text{Writer: b, Style: s, places: placesOf(res.Snapshot)}
	t.headline(res)
	blocks := t.sections(res)
	if s.Brief {
		t.brief(res, blocks)
	} else {
		t.print(res, blocks)
	}
	t.usual(res)
	t.sweep(&res.Report)
	t.ignored(&res.Report)
	t.unreadable(&res.Report)
	t.footer(&res.Report, blocks)
	return b.Flush()
}

type text struct {
	*bufio.Writer
	Style
	places places
}

// margin is the column at which the text of a block begins.
const margin = 10

// line prints one line without truncating it: logs keep long lines.
func (t *text) line(format string, a ...any) {
	s := fmt.Sprintf(format, a...)
	if t.ASCII {
		s = ToASCII(s)
	}
	fmt.Fprintln(t, strings.TrimRight(HarmlessInLogs(s), " "))
}

// HarmlessInLogs keeps CI runners, which interpret their own log, from treating
// a node's message as a command: "::" at the start of a line, "##[" anywhere.
func HarmlessInLogs(s string) string {
	if rest := strings.TrimLeft(s, " "); strings.HasPrefix(rest, "::") {
		s = s[:len(s)-len(rest)] + `\` + rest
	}
	return strings.ReplaceAll(s, "##", `#\#`)
}

// oneLine returns s without newlines.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// labelled prints words at the margin, after a label.
func (t *text) labelled(label, words string) {
	lead := "   " + label
	for _, l := range Wrap(words, max(20, t.Width-margin)) {
		t.line("%s%s%s", lead, strings.Repeat(" ", max(1, margin-len(lead))), l)
		lead = ""
	}
}

func (t *text) headline(res *diagnose.Result) {
	r := &res.Report
	if r.Summary.Failures == 0 && len(r.Documents) == 0 || onlyUsual(res) {
		mark := t.mark("✓", green)
		if nothingJudged(r) || r.SweptNothing() {
			mark = t.mark("!", yellow)
		}
		for n, l := range Wrap(headlineOf(res)+".", max(20, t.Width-2)) {
			t.line("%s%s", map[bool]string{true: mark + " ", false: "  "}[n == 0], l)
		}
		return
	}
	for _, l := range Wrap(headlineOf(res)+".", t.Width) {
		t.line("%s", l)
	}
}

func (t *text) cause(res *diagnose.Result, n int, c diagnose.Cause) {
	d := &res.Diagnoses[c.Failures[0]]
	root := d.Root()
	t.title(n, root)
	t.about(root, d)
	t.pods(res, c)
	t.facts(d.Failure)
	t.line("")
	t.chain(d.Chain)
	t.line("")
	t.labelled("Why", root.Detail+certainty(root.Certainty))
	if txt := d.Failure.Symptom.Text; txt != "" {
		t.labelled("Node", "reports: "+txt)
	}
	t.commands(root.Commands)
	t.answers(d.Failure.RegistryAnswers)
	for _, f := range d.Failure.Findings[1:] {
		t.labelled("Also", f.Detail)
		t.commands(f.Commands)
	}
	t.fixes(d)
}

// title begins a block.
func (t *text) title(n int, root *diagnose.Finding) {
	t.line("")
	number := fmt.Sprintf("%s %d. ", t.severity(root.Severity), n+1)
	for _, l := range Wrap(root.Title, max(20, t.Width-ansi.StringWidth(number))) {
		t.line("%s%s", number, t.bold(l))
		number = strings.Repeat(" ", ansi.StringWidth(number))
	}
}

// about names the check, the object and where it stands.
func (t *text) about(root *diagnose.Finding, d *diagnose.Diagnosis) {
	words := []string{string(root.Check)}
	if root.Object != nil {
		words = append(words, root.Object.String())
	}
	if at := t.places.of(root, d).String(); at != "" {
		words = append(words, at)
	}
	line := words[0]
	for _, w := range words[1:] {
		if ansi.StringWidth(line)+len(w)+8 > t.Width {
			t.line("     %s", t.faint(line))
			line = w
			continue
		}
		line += " · " + w
	}
	t.line("     %s", t.faint(line))
}

// mostPods is how many pods a cause lists; the rest is counted.
const mostPods = 5

// pods lists what fails, image by image.
func (t *text) pods(res *diagnose.Result, c diagnose.Cause) {
	t.line("")
	image := "\x00"
	for n, i := range c.Failures {
		f := &res.Report.Failures[i]
		if n == mostPods {
			t.labelled("", fmt.Sprintf("and %d more", len(c.Failures)-n))
			break
		}
		if f.Image != image {
			image = f.Image
			if image != "" { // containerd does not name a pause image that it cannot unpack
				t.labelled("Image", image)
			}
		}
		label, kind := kindOf(res, i), ""
		if len(label) > 5 { // too long for the margin
			label, kind = "For", label+" "
		}
		t.labelled(label, fmt.Sprintf("%s%s/%s, container %s: %s", kind, f.Namespace, f.Pod, f.Container, reasonOf(f)))
	}
}

// chain prints the links of the pull chain, one per line; a note that does not
// fit is on the next line.
func (t *text) chain(links []diagnose.Link) {
	const before = 3 + 8 + 1 + 15 + 2
	widest := 0
	for _, l := range links {
		if n := ansi.StringWidth(l.Name); before+n+2+ansi.StringWidth(l.Note) <= t.Width {
			widest = max(widest, n)
		}
	}
	for _, l := range links {
		l.Name, l.Note = oneLine(l.Name), oneLine(l.Note)
		n, note := ansi.StringWidth(l.Name), ansi.StringWidth(l.Note)
		switch {
		case before+max(widest, n)+2+note <= t.Width:
			t.line("   %s %-15s  %s%s  %s", t.state(l.State), l.Title, l.Name, strings.Repeat(" ", max(0, widest-n)), t.faint(l.Note))
		case before+n+2+note <= t.Width:
			t.line("   %s %-15s  %s  %s", t.state(l.State), l.Title, l.Name, t.faint(l.Note))
		default:
			t.line("   %s %-15s  %s", t.state(l.State), l.Title, l.Name)
			t.line("%s%s", strings.Repeat(" ", before), t.faint(l.Note))
		}
	}
}

func (t *text) fixes(d *diagnose.Diagnosis) {
	fixes := d.Root().Fixes
	if len(fixes) == 0 {
		return
	}
	t.labelled("Fix", fixWords(&fixes[0]))
	for _, c := range fixes[0].Commands {
		for _, l := range strings.Split(c, "\n") {
			t.line("            %s", l) // never wrapped, so that it can be copied
		}
	}
	if w := fixes[0].Where; w != "" {
		t.labelled("Where", w)
	}
	for _, w := range fixes[0].Warnings {
		t.labelled("Note", w)
	}
	for _, other := range fixes[1:] {
		t.labelled("Or", other.Title+".")
	}
}

// fixWords describes what a fix does and what it restarts.
func fixWords(f *diagnose.Fix) string {
	words := f.Title + "."
	if f.Form != nil {
		words += " It needs a user name and a password or token."
	}
	if len(f.Steps) == 0 {
		return words + " Run these commands yourself."
	}
	if n := len(f.Restarts); n > 0 {
		return words + " New pods replace " + plural(n, "pod") + "."
	}
	return words + " Nothing is restarted."
}

// usual prints the sentence about pull secrets that are not among the manifests.
func (t *text) usual(res *diagnose.Result) {
	words := usualWords(res)
	if words == "" {
		return
	}
	t.line("")
	lead := t.mark("!", yellow) + " "
	for _, l := range Wrap(words, max(20, t.Width-2)) {
		t.line("%s%s", lead, l)
		lead = "  "
	}
}

func (t *text) unreadable(r *diagnose.Report) {
	lines := unreadableLines(r)
	if len(lines) == 0 {
		return
	}
	t.line("")
	t.line("%s Not everything could be read; this is not the same as missing:", t.mark("!", yellow))
	for _, l := range append(lines, fix.RolesToRead(r.Unreadable)...) {
		for i, part := range Wrap(l, max(20, t.Width-7)) {
			t.line("%s%s", strings.Repeat(" ", 5+2*min(i, 1)), part)
		}
	}
}

// footer says how to continue; the end of a log is what readers see first.
func (t *text) footer(r *diagnose.Report, blocks []section) {
	if len(blocks) == 0 {
		return
	}
	var first diagnose.CheckName
	if b := blocks[0]; b.cause != nil {
		first = b.cause.Check
	} else {
		first = b.document.Findings[0].Check
	}
	t.line("")
	words := fmt.Sprintf("%s, %s. More on one: pulldoctor explain %s",
		plural(r.Summary.Errors, "error"), plural(r.Summary.Warnings, "warning"), first)
	for _, l := range Wrap(words, t.Width) {
		t.line("%s", l)
	}
}

func certainty(c diagnose.Certainty) string {
	if c == diagnose.Certain {
		return ""
	}
	return " (" + string(c) + ")"
}
