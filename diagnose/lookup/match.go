package lookup

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// longestText bounds the work for one text, in bytes.
const longestText = 64 << 10

// normal is how names and queries are compared: lower case, - and _ as spaces,
// without quotes around and punctuation behind.
func normal(s string) string {
	s = strings.ToLower(s)
	s = strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return ' '
		}
		return r
	}, s)
	s = strings.TrimRight(s, `"'.,:;!?`+"`")
	s = strings.TrimLeft(s, `"'`+"`")
	return strings.Join(strings.Fields(s), " ")
}

// matchParts reports whether the parts of a pattern, separated by *, occur in a
// text in this order. Both are in lower case.
func matchParts(text, pattern string) bool {
	for part := range strings.SplitSeq(pattern, "*") {
		i := strings.Index(text, part)
		if i < 0 {
			return false
		}
		text = text[i+len(part):]
	}
	return true
}

// hasWord reports whether a name occurs in a text as whole words; an s at its
// end is allowed. Scripts without spaces have no word boundaries.
func hasWord(text, name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	if unicode.Is(unicode.Han, first) {
		return strings.Contains(text, name)
	}
	for at := 0; ; {
		i := strings.Index(text[at:], name)
		if i < 0 {
			return false
		}
		begin, end := at+i, at+i+len(name)
		before, _ := utf8.DecodeLastRuneInString(text[:begin])
		after, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text[end:], "s"))
		if !inWord(before) && !inWord(after) {
			return true
		}
		at = end
	}
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
