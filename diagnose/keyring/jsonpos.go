package keyring

import (
	"encoding/json"
	"iter"
	"unicode/utf8"
)

// member is one name and value of a JSON object, by byte offsets into the text.
type member struct {
	name    string
	nameAt  int // the opening quote
	valueAt int
	end     int // after the value; len(text) if the text is truncated or not JSON from here on
	broken  bool
}

func (m member) value(text []byte) []byte { return text[m.valueAt:m.end] }

// members iterates over the object at or after from, in document order. It stops where the
// text is no longer JSON; a member whose value is truncated has broken set. A text without
// an object there has no members. It never recurses, so deep nesting is harmless.
func members(text []byte, from int) iter.Seq[member] {
	return func(yield func(member) bool) {
		at := skipSpace(text, from)
		if !has(text, at, '{') {
			return
		}
		for at = skipSpace(text, at+1); has(text, at, '"'); at = skipSpace(text, at+1) {
			m := member{nameAt: at}
			nameEnd, ok := skipString(text, at)
			if !ok {
				return
			}
			m.name = unquote(text[at:nameEnd])
			colon := skipSpace(text, nameEnd)
			if !has(text, colon, ':') {
				return
			}
			m.valueAt = skipSpace(text, colon+1)
			m.end, ok = skipValue(text, m.valueAt)
			m.broken = !ok
			if !yield(m) || m.broken {
				return
			}
			if at = skipSpace(text, m.end); !has(text, at, ',') {
				return
			}
		}
	}
}

func has(text []byte, at int, c byte) bool { return at < len(text) && text[at] == c }

// skipSpace skips JSON's whitespace.
func skipSpace(text []byte, at int) int {
	for at < len(text) && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

// skipString skips a string whose opening quote is at at.
func skipString(text []byte, at int) (end int, ok bool) {
	for at++; at < len(text); at++ {
		switch text[at] {
		case '\\':
			at++
		case '"':
			return at + 1, true
		}
	}
	return len(text), false
}

// skipValue skips one JSON value. In a text that is not JSON it may end anywhere, but it always
// advances or reports false.
func skipValue(text []byte, at int) (end int, ok bool) {
	start, depth := at, 0
	for at < len(text) {
		switch text[at] {
		case '"':
			if at, ok = skipString(text, at); !ok {
				return len(text), false
			}
		case '{', '[':
			depth++
			at++
		case '}', ']':
			if depth--; depth < 0 {
				return at, false
			}
			at++
		default:
			if depth == 0 {
				at = skipWord(text, at)
				return at, at > start
			}
			at++
		}
		if depth == 0 {
			return at, true
		}
	}
	return len(text), false
}

// skipWord skips a number, true, false or null.
func skipWord(text []byte, at int) int {
	for at < len(text) {
		switch c := text[at]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '-', c == '+', c == '.':
			at++
		default:
			return at
		}
	}
	return at
}

// unquote decodes a JSON string token as encoding/json does: bytes that are not UTF-8 become U+FFFD.
func unquote(token []byte) string {
	if len(token) >= 2 && plain(token) {
		return string(token[1 : len(token)-1])
	}
	var text string
	if json.Unmarshal(token, &text) != nil {
		return string(token)
	}
	return text
}

// plain reports whether a string token contains no escapes and is valid UTF-8.
func plain(token []byte) bool {
	for _, c := range token {
		if c == '\\' || c < ' ' {
			return false
		}
	}
	return utf8.Valid(token)
}
