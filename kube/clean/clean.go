package clean

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxText and maxLine are the longest text and the longest name that are kept, in
// bytes. Messages of a node are a few KiB at most, and a name or a label a few
// hundred bytes; anything longer only slows the screen down.
const (
	maxText = 16 << 10
	maxLine = 2 << 10
)

// Text makes a string of a cluster harmless for a terminal: valid UTF-8,
// control, bidi, zero-width and tag characters in a visible form (\u202e), a
// tab as a space. Newlines stay: it is for messages of several lines.
func Text(s string) string { return clean(s, true) }

// Line is Text for a name or other text of one line: newlines become visible
// as well.
func Line(s string) string { return clean(s, false) }

func clean(s string, newlines bool) string {
	most := maxLine
	if newlines {
		most = maxText
	}
	if len(s) > most {
		s = shorten(s, most)
	}
	if plain(s) {
		return disarm(s)
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	for _, r := range s { // an invalid byte becomes U+FFFD, which is printable
		switch {
		case r == '\n' && newlines:
			b.WriteByte('\n')
		case r == '\t':
			b.WriteByte(' ')
		case !harmful(r):
			b.WriteRune(r)
		case r > 0xffff:
			fmt.Fprintf(&b, `\U%08x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return disarm(b.String())
}

// shorten cuts the middle out of a long text: a message begins with what was
// tried and ends with the cause.
func shorten(s string, most int) string {
	head, tail := most*3/4, len(s)-most/4
	for head > 0 && !utf8.RuneStart(s[head]) {
		head--
	}
	for tail < len(s) && !utf8.RuneStart(s[tail]) {
		tail++
	}
	return s[:head] + "…" + s[tail:]
}

// disarm breaks up commands of CI runners. A GitHub runner obeys ::NAME::TEXT
// at the beginning of any line of a log, after leading spaces, and a line can
// begin wherever a long text is wrapped; it obeys the old form ##[NAME]
// anywhere. A single pair of colons is not a command: IPv6 addresses and ARNs
// stay as they are.
func disarm(s string) string {
	s = strings.ReplaceAll(s, "##[", `#\u0023[`)
	if strings.Count(s, "::") < 2 {
		return s
	}
	var b strings.Builder
	for {
		before, after, ok := strings.Cut(s, "::")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		if after != "" && asciiLetter(after[0]) && strings.Contains(after, "::") {
			b.WriteString(`\u003a:`)
		} else {
			b.WriteString("::")
		}
		s = after
	}
}

func asciiLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// plain is the fast path for nearly every string.
func plain(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < 0x20 || s[i] >= 0x7f {
			return false
		}
	}
	return true
}

// harmful says whether a rune can move, hide or reorder the text next to it.
func harmful(r rune) bool {
	switch {
	case unicode.Is(unicode.Cc, r): // C0, DEL, C1
		return true
	case unicode.Is(unicode.Cf, r): // bidi marks, zero width, BOM, soft hyphen, tags
		return true
	case r == '\u2028' || r == '\u2029': // line and paragraph separator
		return true
	case r&0xfffe == 0xfffe || r >= 0xfdd0 && r <= 0xfdef: // not characters: YAML refuses some of them
		return true
	case r >= 0xfe00 && r <= 0xfe0f, r >= 0xe0000 && r <= 0xe0fff: // variation selectors, tags
		return true
	case unicode.Is(unicode.Co, r): // private use: glyphs of the terminal's font
		return true
	case r == '\u115f' || r == '\u1160' || r == '\u3164' || r == '\uffa0' || r == '\u034f': // fillers: letters without ink
		return true
	case unicode.Is(unicode.Zs, r) && r != ' ': // look like a space and are not U+0020
		return true
	}
	return false
}

// Map cleans keys and values of labels or annotations.
func Map(in map[string]string) map[string]string {
	if len(in) == 0 {
		return nil
	}
	out := make(map[string]string, len(in))
	for k, v := range in {
		out[Line(k)] = Line(v)
	}
	return out
}
