package cell

import (
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// Wrap breaks s into lines of at most w cells, between words where it can.
// Line breaks in s are kept, other control characters are dropped.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return nil
	}
	var out []string
	for para := range strings.SplitSeq(strings.TrimRight(s, "\n"), "\n") {
		para = Clean(para)
		if Width(para) <= w {
			out = append(out, para)
			continue
		}
		out = append(out, wrapLine(para, w)...)
	}
	return out
}

// wrapLine breaks at blanks only: a hyphen in a pod's name or a host is no
// place for a break. A word that is longer than a line is cut into lines.
func wrapLine(s string, w int) []string {
	var out []string
	line, width := "", 0
	for i, word := range strings.Split(s, " ") {
		n := Width(word)
		if i > 0 && width+1+n <= w {
			line, width = line+" "+word, width+1+n
			continue
		}
		if i > 0 {
			out = append(out, strings.TrimRight(line, " "))
		}
		parts := strings.Split(ansi.Hardwrap(word, w, true), "\n")
		for _, p := range parts[:len(parts)-1] {
			out = append(out, Cut(p, w))
		}
		line = Cut(parts[len(parts)-1], w)
		width = Width(line)
	}
	return append(out, strings.TrimRight(line, " "))
}

// Hang wraps s behind a label; later lines are indented under the first.
func Hang(label, s string, w int) []string {
	in := Width(label)
	if w-in < 10 {
		return Wrap(label+s, w)
	}
	lines := Wrap(s, w-in)
	for i, l := range lines {
		if i == 0 {
			lines[i] = label + l
		} else {
			lines[i] = strings.Repeat(" ", in) + l
		}
	}
	return lines
}

// Exactly cuts or fills lines to h.
func Exactly(lines []string, h int) []string {
	h = max(h, 0)
	if len(lines) > h {
		return lines[:h]
	}
	out := append(make([]string, 0, h), lines...)
	for len(out) < h {
		out = append(out, "")
	}
	return out
}

// Beside joins two blocks of h lines, the left one lw cells wide, with sep
// between them; the right one gets what is left of w.
func Beside(left, right []string, sep string, lw, w, h int) []string {
	left, right = Exactly(left, h), Exactly(right, h)
	rw := w - lw - Width(sep)
	out := make([]string, h)
	for i := range out {
		out[i] = Fit(left[i], lw) + sep + Cut(right[i], rw)
	}
	return out
}

// Above is everything of the lower block that fits under the upper one in h
// lines, with the upper one cut first to keep at least low lines of the lower.
func Above(upper, lower []string, low, h int) []string {
	low = min(low, len(lower), h)
	if len(upper) > h-low {
		upper = upper[:h-low]
	}
	return Exactly(append(append([]string(nil), upper...), lower...), h)
}
