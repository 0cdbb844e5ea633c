package trial

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// Result is a line of the table: what came of a case.
type Result struct {
	Case    string
	Reason  string        // why the container waited, as the kubelet said it
	Finding string        // findings[0]
	Fix     string        // what was applied; empty if nothing is offered
	Took    time.Duration // from the fix to Running; 0 if nothing was applied
	Wrong   bool          // something was not as the case says
}

// Results are those of all cases of a run, in their order. It may be filled from several goroutines.
type Results struct {
	mu   sync.Mutex
	list []*Result
}

// add begins a line.
func (r *Results) add(c cases.Case, reason string, report *diagnose.Report) *Result {
	line := &Result{Case: c.Name, Reason: reason, Fix: c.Expect.Fix}
	if list := Failures(report, c.Expect); len(list) > 0 && len(list[0].Findings) > 0 {
		line.Finding, line.Fix = string(list[0].Findings[0].Check), fixOf(list[0])
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.list = append(r.list, line)
	return line
}

// Table writes them in Markdown. Times are rounded up to whole seconds: they are the kubelet's
// back-off more than anything.
func (r *Results) Table() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var b strings.Builder
	b.WriteString("| case | reason | first finding | fix | Running after |\n|---|---|---|---|---|\n")
	for _, line := range r.list {
		outcome := "-"
		switch {
		case line.Wrong:
			outcome = "**not as the case says**"
		case line.Took > 0:
			outcome = fmt.Sprintf("%d s", (line.Took+time.Second-1)/time.Second)
		}
		fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", line.Case, cell(line.Reason), cell(line.Finding), cell(line.Fix), outcome)
	}
	return b.String()
}

// cell makes a text fit into a table.
func cell(text string) string {
	if text == "" {
		return "-"
	}
	return strings.NewReplacer("|", "\\|", "\n", " ").Replace(text)
}

// ReplaceSection puts a text under a heading of the second level, in the place of what stood there
// before or at the end.
func ReplaceSection(document, heading, text string) string {
	section := "## " + heading + "\n\n" + strings.TrimSpace(text) + "\n"
	start := strings.Index(document, "## "+heading+"\n")
	if start < 0 {
		return strings.TrimRight(document, "\n") + "\n\n" + section
	}
	end := len(document)
	if i := strings.Index(document[start+1:], "\n## "); i >= 0 {
		end = start + 1 + i
		section += "\n"
	}
	return document[:start] + section + strings.TrimPrefix(document[end:], "\n")
}

// AddToSection puts the rows of a table at the end of the one that stands under a heading, in the place
// of rows that begin alike.
func AddToSection(document, heading, table string) string {
	start := strings.Index(document, "## "+heading+"\n")
	if start < 0 {
		return ReplaceSection(document, heading, table)
	}
	end := len(document)
	if i := strings.Index(document[start+1:], "\n## "); i >= 0 {
		end = start + 1 + i
	}
	_, old, _ := strings.Cut(document[start:end], "\n\n")
	rows := strings.Split(strings.TrimSpace(old), "\n")
	for i, row := range strings.Split(strings.TrimSpace(table), "\n") {
		if i < 2 {
			continue // the head
		}
		name, _, _ := strings.Cut(row[1:], "|")
		rows = slices.DeleteFunc(rows, func(old string) bool { return strings.HasPrefix(old, "|"+name+"|") })
		rows = append(rows, row)
	}
	return ReplaceSection(document, heading, strings.Join(rows, "\n"))
}
