package keyring

import (
	"fmt"
	"unicode"
)

// stranger is a character that copying from web pages and word processors, or an input method, puts
// into JSON, base64 and registry names.
type stranger struct {
	name  string
	means string // its replacement in JSON, "" to remove it
}

var strangers = map[rune]stranger{
	'\uFEFF': {"a byte order mark", ""},
	'\u200B': {"a zero-width space", ""},
	'\u200C': {"a zero-width character", ""},
	'\u200D': {"a zero-width character", ""},
	'\u2060': {"a zero-width character", ""},
	'\u00AD': {"a soft hyphen", ""},
	'\u00A0': {"a no-break space", " "},
	'\u202F': {"a narrow no-break space", " "},
	'\u2007': {"a figure space", " "},
	'\u3000': {"a full-width space", " "},
	'，':      {"a full-width comma", ","},
	'、':      {"a full-width comma", ","},
	'：':      {"a full-width colon", ":"},
	'｛':      {"a full-width brace", "{"},
	'｝':      {"a full-width brace", "}"},
	'“':      {"a curly quote", `"`},
	'”':      {"a curly quote", `"`},
	'„':      {"a curly quote", `"`},
	'‟':      {"a curly quote", `"`},
	'«':      {"an angle quote", `"`},
	'»':      {"an angle quote", `"`},
	'＂':      {"a full-width quote", `"`},
	'‘':      {"a curly quote", `"`},
	'’':      {"a curly quote", `"`},
	'\'':     {"a single quote", `"`},
}

// nameRune names a character that does not belong in a key or a base64 text, if naming it reveals
// nothing of a password: whitespace, invisible characters and the strangers.
func nameRune(r rune) (string, bool) {
	if s, ok := strangers[r]; ok {
		return fmt.Sprintf("%s (U+%04X)", s.name, r), true
	}
	switch {
	case r == ' ':
		return "a space", true
	case r == '\t':
		return "a tab", true
	case r == '\n', r == '\r':
		return "a newline", true
	case unicode.IsSpace(r):
		return fmt.Sprintf("a space character (U+%04X)", r), true
	case unicode.IsControl(r), unicode.Is(unicode.Cf, r):
		return fmt.Sprintf("an invisible character (U+%04X)", r), true
	}
	return "", false
}

// unseen reports whether a character is whitespace or invisible: it does not belong in a host name,
// and cannot be found by looking at it.
func unseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}
