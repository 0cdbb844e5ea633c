package explain

import (
	"fmt"
	"io"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// Check prints what a check means, for a terminal of that many columns.
func Check(w io.Writer, c *check.Check, width int) error {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n%s\n\n", c.Name, strings.Join(report.Wrap(c.Title+".", width), "\n"))
	for _, p := range report.Paragraphs(c.Doc) {
		lead := ""
		for _, l := range report.Wrap(p, max(20, width-len(hanging(p)))) {
			fmt.Fprintf(&b, "%s%s\n", lead, l)
			lead = hanging(p)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// All lists the checks, one line each.
func All(w io.Writer) error {
	var b strings.Builder
	widest := 0
	for _, c := range check.All {
		widest = max(widest, len(c.Name))
	}
	for _, c := range check.All {
		fmt.Fprintf(&b, "%-*s  %s\n", widest, c.Name, c.Title)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Reference returns the page of all checks, in Markdown.
func Reference() string {
	var b strings.Builder
	for _, c := range check.All {
		fmt.Fprintf(&b, "#### `%s`\n\n", c.Name)
		for i, p := range report.Paragraphs(c.Doc) {
			if i == 0 {
				p = "**" + c.Title + ".** " + ownText(p)
			} else {
				p = ownText(p)
				b.WriteString("\n\n")
			}
			b.WriteString(strings.Join(report.Wrap(p, 100), "\n"))
		}
		b.WriteString("\n\n")
	}
	return strings.TrimSpace(b.String()) + "\n"
}

// ownText converts a paragraph of a check's doc to Markdown. Unlike text from a
// cluster, it is trusted. A command in it is shown as code.
func ownText(p string) string {
	if command, ok := strings.CutPrefix(p, "Check it: "); ok && strings.HasPrefix(command, "kubectl ") {
		end := len(command)
		for _, words := range afterCommand {
			if i := strings.Index(command, words); i >= 0 {
				end = min(end, i)
			}
		}
		return "Check it: " + report.Code(command[:end]) + plainText(command[end:])
	}
	return plainText(p)
}

// afterCommand are the words with which a sentence continues after a command.
var afterCommand = []string{" shows ", " lists ", " says ", " names ", " pulls ", " still ", " does not ", ", ", "; "}

func plainText(p string) string {
	return strings.NewReplacer("<", "&lt;", "*", `\*`, "_", `\_`, "$", `\$`, "`", "\\`").Replace(p)
}

// hanging returns the indent of the continuation lines of a labelled paragraph.
func hanging(p string) string {
	for _, l := range report.Labels {
		if strings.HasPrefix(p, l) {
			return "  "
		}
	}
	return ""
}
