package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// mostAnnotations is how many annotations of a level GitHub shows for a step.
const mostAnnotations = 10

// annotation is a workflow command: the runner makes an annotation of it.
type annotation struct {
	level string // "error", "warning" or "notice"
	place place
	title string
	text  string
}

// levels are the levels of annotations, the worst first.
var levels = []string{"error", "warning", "notice"}

// GitHub writes one annotation for each cause and each document, at a line of a
// manifest if there is one; further findings are in its text. The worst come
// first. The last annotation of a level that GitHub has room for counts the rest.
// Findings of severity info are omitted.
func GitHub(w io.Writer, res *diagnose.Result, _ Style) error {
	b := bufio.NewWriter(w)
	all := annotationsOf(res)
	for _, level := range levels {
		var list []annotation
		for _, a := range all {
			if a.level == level {
				list = append(list, a)
			}
		}
		if n := len(list); n > mostAnnotations {
			rest := list[mostAnnotations-1:]
			list = append(slices.Clone(list[:mostAnnotations-1]), annotation{
				level: level, title: plural(len(rest), "more "+level),
				text: fmt.Sprintf("GitHub shows %d annotations of a level. The rest is in the log of this step: %s.", mostAnnotations, titlesOf(rest)),
			})
		}
		for _, a := range list {
			a.write(b)
		}
	}
	return b.Flush()
}

func (a *annotation) write(w io.Writer) {
	properties := ""
	if a.place.onDisk() {
		properties = "file=" + githubProperty(a.place.path()) + ","
		if a.place.line > 0 {
			properties += fmt.Sprintf("line=%d,", a.place.line)
		}
		if a.place.column > 0 {
			properties += fmt.Sprintf("col=%d,", a.place.column)
		}
	}
	fmt.Fprintf(w, "::%s %stitle=%s::%s\n", a.level, properties, githubProperty(a.title), githubData(a.text))
}

// titlesOf counts the titles of annotations.
func titlesOf(list []annotation) string {
	count := map[string]int{}
	var titles []string
	for _, a := range list {
		if count[a.title] == 0 {
			titles = append(titles, a.title)
		}
		count[a.title]++
	}
	slices.SortStableFunc(titles, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	for i, t := range titles {
		titles[i] = fmt.Sprintf("%d x %s", count[t], t)
	}
	return strings.Join(titles, "; ")
}

// annotationsOf are all annotations of a report, in its order.
func annotationsOf(res *diagnose.Result) []annotation {
	var out []annotation
	at := placesOf(res.Snapshot)
	add := func(f *diagnose.Finding, where place, text ...string) {
		level := map[diagnose.Severity]string{diagnose.SeverityError: "error", diagnose.SeverityWarning: "warning"}[f.Severity]
		if level != "" {
			text = slices.DeleteFunc(append([]string{f.Detail}, text...), func(s string) bool { return s == "" })
			out = append(out, annotation{level, where, f.Title + " (" + string(f.Check) + ")", strings.Join(text, "\n")})
		}
	}
	own, _ := explained(res)
	for _, n := range own {
		c := &res.Report.Causes[n]
		d := &res.Diagnoses[c.Failures[0]]
		p := problem{finding: d.Root(), failures: c.Failures}
		add(d.Root(), at.of(d.Root(), d), p.affected(res), also(res, c, at))
	}
	for i := range res.Report.Documents {
		d := &res.Report.Documents[i]
		var more []string
		for j := range d.Findings[1:] {
			more = append(more, alsoLine(&d.Findings[1+j], at.of(&d.Findings[1+j], nil)))
		}
		add(&d.Findings[0], at.of(&d.Findings[0], nil), more...)
	}
	if words := usualWords(res); words != "" {
		out = append(out, annotation{level: "notice", title: "Pull secrets that are not among the manifests", text: words})
	}
	for _, l := range unreadableLines(&res.Report) {
		out = append(out, annotation{level: "warning", title: "Not everything could be read", text: l})
	}
	return out
}

// mostAlso is how many further findings an annotation lists.
const mostAlso = 10

// also are the further findings of the failures of a cause, each once.
func also(res *diagnose.Result, c *diagnose.Cause, at places) string {
	var lines []string
	more := 0
	for _, i := range c.Failures {
		d := &res.Diagnoses[i]
		for j := range d.Failure.Findings[1:] {
			f := &d.Failure.Findings[1+j]
			line := alsoLine(f, at.of(f, d))
			switch {
			case f.Severity == diagnose.SeverityInfo || slices.Contains(lines, line):
			case len(lines) == mostAlso:
				more++
			default:
				lines = append(lines, line)
			}
		}
	}
	if more > 0 {
		lines = append(lines, fmt.Sprintf("And %d more.", more))
	}
	return strings.Join(lines, "\n")
}

func alsoLine(f *diagnose.Finding, at place) string {
	where := at.String()
	if where != "" {
		where += ": "
	}
	return fmt.Sprintf("Also: %s%s [%s]", where, f.Detail, f.Check)
}

// githubData escapes the text of a command, as @actions/core does.
var githubData = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace

// githubProperty escapes the value of a property.
var githubProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace
