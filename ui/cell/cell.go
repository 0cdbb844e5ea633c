package cell

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// Ellipsis stands where text was left out.
const Ellipsis = "…"

// Width is how many cells s takes.
func Width(s string) int {
	if n, ok := plainWidth(s); ok {
		return n
	}
	return ansi.StringWidth(s)
}

// Clean makes one line of s: line breaks and tabs become blanks, other control
// characters are dropped. It is for text without styles; an escape character
// does not survive it.
func Clean(s string) string {
	if !strings.ContainsFunc(s, unicode.IsControl) {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, s)
}

// Cut shortens s to w cells, with an ellipsis at its end.
func Cut(s string, w int) string {
	if w <= 0 {
		return ""
	}
	if n, ok := plainWidth(s); ok && n <= w {
		return s
	}
	return ansi.Truncate(s, w, Ellipsis)
}

// Middle shortens s to w cells by leaving out its middle: both ends of a pod's
// name say something. It is for text without styles.
func Middle(s string, w int) string {
	n := Width(s)
	if n <= w {
		return s
	}
	if w < 3 {
		return Cut(s, w)
	}
	tail := w / 2
	return ansi.Truncate(s, w-1-tail, "") + Ellipsis + ansi.TruncateLeft(s, n-tail, "")
}

// Fit makes s exactly w cells wide.
func Fit(s string, w int) string { return Pad(Cut(s, w), w) }

// Pad fills s with blanks up to w cells; a longer s stays as it is.
func Pad(s string, w int) string {
	if n := w - Width(s); n > 0 {
		return s + strings.Repeat(" ", n)
	}
	return s
}

// Right makes s exactly w cells wide, with the blanks in front.
func Right(s string, w int) string {
	s = Cut(s, w)
	if n := w - Width(s); n > 0 {
		return strings.Repeat(" ", n) + s
	}
	return s
}

// Ends puts one text at the left and one at the right end of w cells. The
// right one stays whole as long as it fits by itself.
func Ends(left, right string, w int) string {
	right = Cut(right, w)
	room := w - Width(right)
	if right != "" && room > 0 {
		room--
		return Fit(left, room) + " " + right
	}
	return Fit(left, room) + right
}
