package report

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks text into lines of at most width columns. It breaks only at spaces:
// a name, a path or a command is never broken, however long it is. Newlines
// in the text are kept.
func Wrap(s string, width int) []string {
	var lines []string
	for _, paragraph := range strings.Split(s, "\n") {
		line, used := "", 0
		for _, word := range strings.Fields(paragraph) {
			n := ansi.StringWidth(word)
			if used > 0 && used+1+n > width {
				lines = append(lines, line)
				line, used = "", 0
			}
			if used > 0 {
				line, used = line+" ", used+1
			}
			line, used = line+word, used+n
		}
		lines = append(lines, line)
	}
	return lines
}

// Labels are the labels at the beginning of a paragraph of a check's doc.
var Labels = []string{"Check it: ", "Fix it: "}

// Paragraphs joins lines; a label or an empty line begins a new paragraph.
func Paragraphs(doc string) []string {
	var out []string
	fresh := true
	for _, line := range strings.Split(doc, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "":
			fresh = true
			continue
		case fresh || labelled(line):
			out = append(out, line)
		default:
			out[len(out)-1] += " " + line
		}
		fresh = false
	}
	return out
}

func labelled(line string) bool {
	return slices.ContainsFunc(Labels, func(l string) bool { return strings.HasPrefix(line, l) })
}
