package keyring

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// plainNames are the names of the characters that strangers resemble.
var plainNames = map[string]string{",": "comma", ":": "colon", `"`: "quote", "{": "brace", "}": "brace"}

// explainSyntax describes what makes the JSON invalid, and at which offset. It mentions only
// characters that cannot be part of a password. ok is false if err is not a syntax error.
func explainSyntax(text []byte, err error) (detail string, at int, ok bool) {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return "", 0, false
	}
	if detail := explainEncoding(text); detail != "" {
		return detail, 0, true
	}
	start := skipSpace(text, 0)
	if start == len(text) {
		return "it contains only whitespace", start, true
	}
	if syntax.Error() == "unexpected end of JSON input" {
		return "the text is truncated: its last brace is missing", len(text), true
	}
	at = min(max(int(syntax.Offset)-1, 0), len(text))
	if strings.HasSuffix(syntax.Error(), "exceeded max depth") {
		return "braces are nested too deep here", at, true
	}
	r, _ := utf8.DecodeRune(text[at:])
	switch s, strange := strangers[r]; {
	case strange && at == start && r == '\'':
		return "the whole text is in single quotes, as for a shell", at, true
	case strange && s.means == "":
		return s.name + fmt.Sprintf(" (U+%04X) is not allowed in JSON", r), at, true
	case strange && s.means == " ":
		return s.name + fmt.Sprintf(" (U+%04X) instead of a plain space", r), at, true
	case strange:
		return s.name + fmt.Sprintf(" (U+%04X) instead of a plain %s", r, plainNames[s.means]), at, true
	case start < len(text) && text[start] != '{' && at < start+len("null"):
		return "this is not a JSON object: it must begin with {", start, true
	case r == '}' || r == ']':
		if before := lastNonSpace(text, at); before >= 0 && text[before] == ',' {
			return "there is an extra comma before the closing brace", before, true
		}
		return "unexpected closing brace", at, true
	case r == '"':
		return "unexpected quote: a comma or a colon is missing before it", at, true
	case r == '\n' || r == '\r':
		return "a string contains a newline", at, true
	case afterObject(text, at):
		return "there is more text after the closing brace", at, true
	}
	return "unexpected character; often a quote or a comma is missing before it", at, true
}

func lastNonSpace(text []byte, before int) int {
	for before--; before >= 0; before-- {
		if skipSpace(text[:before+1], before) == before {
			return before
		}
	}
	return -1
}

// afterObject reports whether at is after the first complete value of the text.
func afterObject(text []byte, at int) bool {
	end, ok := skipValue(text, skipSpace(text, 0))
	return ok && end <= at
}

// nearEntry returns the registry key at or before an offset, "" if there is none.
func nearEntry(text []byte, l layout, offset int) (key string, inside bool) {
	from := 0
	if l.wrapper != "" {
		for m := range members(text, 0) {
			if m.name == l.wrapper && m.nameAt < offset {
				from = m.valueAt
			}
		}
	}
	for m := range members(text, from) {
		if m.nameAt >= offset {
			break
		}
		key, inside = m.name, offset < m.end || m.broken
	}
	return key, inside
}
