package cell

import "unicode/utf8"

// plainWidth is the width of what screens are mostly made of: ASCII, the glyphs
// of package theme, and the sequences that set a color. It says false for
// anything else, whose width the library has to find out: grapheme by grapheme,
// which is a hundred times the work.
func plainWidth(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c >= ' ' && c < 0x7f:
			n++
			i++
		case c == 0x1b:
			end := colorEnd(s[i:])
			if end == 0 {
				return 0, false
			}
			i += end
		case c < 0x80: // a control character
			return 0, false
		default:
			r, size := utf8.DecodeRuneInString(s[i:])
			if !drawn(r) {
				return 0, false
			}
			n++
			i += size
		}
	}
	return n, true
}

// colorEnd is the length of the sequence that s begins with if it sets colors,
// else 0.
func colorEnd(s string) int {
	if len(s) < 3 || s[1] != '[' {
		return 0
	}
	for i := 2; i < len(s); i++ {
		switch c := s[i]; {
		case c == 'm':
			return i + 1
		case c >= '0' && c <= '9', c == ';', c == ':':
		default:
			return 0
		}
	}
	return 0
}

// drawn says whether a character is one that screens draw with: one cell, and
// never joined with the next unless that is none of these.
func drawn(r rune) bool {
	switch {
	case r >= 0x2500 && r <= 0x257f: // boxes and lines
		return true
	case r >= 0x2190 && r <= 0x2193: // arrows
		return true
	}
	switch r {
	case '…', '✓', '×', '–', '·', '▸', '▾', '●', '•':
		return true
	}
	return false
}
