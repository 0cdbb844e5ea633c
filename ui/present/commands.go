package present

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// CommandLines breaks a shell command into lines of at most w cells that can
// still be typed: it is broken at spaces, with a backslash at every break.
// A word that is longer than a line by itself is broken without one, and so is
// a line with quotes, in which a backslash may mean something else.
func CommandLines(command string, w int) []string {
	var out []string
	for line := range strings.SplitSeq(command, "\n") {
		out = append(out, oneCommand(cell.Clean(line), w)...)
	}
	return out
}

func oneCommand(line string, w int) []string {
	const more, margin = ` \`, "    "
	if cell.Width(line) <= w || w <= len(more)+len(margin) || strings.ContainsAny(line, `'"`) {
		out := cell.Wrap(line, w)
		if len(out) > 1 && w > 2*len(margin) { // where the next command begins must be seen
			rest := strings.TrimPrefix(line, out[0])
			if rest == line { // not broken where it is split: leave it
				return out
			}
			out = append(out[:1:1], Indent(margin, cell.Wrap(strings.TrimPrefix(rest, " "), w-len(margin)))...)
		}
		return out
	}
	var out []string
	current := ""
	for i, word := range strings.Split(line, " ") {
		switch {
		case i == 0:
			current = word
		case cell.Width(current)+1+cell.Width(word)+len(more) <= w:
			current += " " + word
		default:
			out = append(out, cell.Wrap(current+more, w)...)
			current = margin + word
		}
	}
	return append(out, cell.Wrap(current, w)...)
}
