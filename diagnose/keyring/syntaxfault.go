package keyring

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// plainNames are the words for what a stranger stands for.
var plainNames = map[string]string{",": "comma", ":": "colon", `"`: "quote", "{": "brace", "}": "brace"}

// explainSyntax says in words what breaks the JSON and at which offset. Of the text itself it names
// only characters that no password is made of. ok is false if err is no syntax error.
func explainSyntax(text []byte, err error) (detail string, at int, ok bool) {
	var syntax *json.SyntaxError
	if !errors.As(err, &syntax) {
		return "", 0, false
	}
	if detail := explainEncoding(text); detail != "" {
		return detail, 0, true
	}
	start := skipBlank(text, 0)
	if start == len(text) {
		return "it contains nothing but spaces", start, true
	}
	if syntax.Error() == "unexpected end of JSON input" {
		return "the text breaks off before its last brace", len(text), true
	}
	at = min(max(int(syntax.Offset)-1, 0), len(text))
	if strings.HasSuffix(syntax.Error(), "exceeded max depth") {
		return "braces are nested too deep here", at, true
	}
	r, _ := utf8.DecodeRune(text[at:])
	switch s, strange := strangers[r]; {
	case strange && at == start && r == '\'':
		return "the whole text stands in single quotes, as for a shell", at, true
	case strange && s.means == "":
		return s.name + fmt.Sprintf(" (U+%04X) stands here; JSON allows none", r), at, true
	case strange && s.means == " ":
		return s.name + fmt.Sprintf(" (U+%04X) stands where JSON wants a plain one", r), at, true
	case strange:
		return s.name + fmt.Sprintf(" (U+%04X) stands where JSON wants a plain %s", r, plainNames[s.means]), at, true
	case start < len(text) && text[start] != '{' && at < start+len("null"):
		return "this is no JSON object: it must begin with {", start, true
	case r == '}' || r == ']':
		if before := lastNonBlank(text, at); before >= 0 && text[before] == ',' {
			return "the comma before the closing brace is one too many", before, true
		}
		return "a closing brace stands where JSON wants something else", at, true
	case r == '"':
		return "a quote stands here; a comma or a colon is missing before it", at, true
	case r == '\n' || r == '\r':
		return "a text in quotes is broken over two lines", at, true
	case behindObject(text, at):
		return "there is more text behind the closing brace", at, true
	}
	return "JSON does not allow the character that stands here; often a quote or a comma before it is missing", at, true
}

func lastNonBlank(text []byte, before int) int {
	for before--; before >= 0; before-- {
		if skipBlank(text[:before+1], before) == before {
			return before
		}
	}
	return -1
}

// behindObject says that at lies behind the first whole value of the text.
func behindObject(text []byte, at int) bool {
	end, ok := skipValue(text, skipBlank(text, 0))
	return ok && end <= at
}

// nearEntry names the registry key at or before an offset, "" if none was read up to there.
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
