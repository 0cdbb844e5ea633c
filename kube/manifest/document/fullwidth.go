package document

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
)

// wide are the full-width characters that an input method writes in place of those
// of YAML.
var wide = map[rune]rune{'，': ',', '：': ':', '“': '"', '”': '"', '‘': '\'', '’': '\'', '［': '[', '］': ']', '｛': '{', '｝': '}', '－': '-', '　': ' '}

// fullWidth finds a full-width character at the line that the parser names, or at the
// one beside it, where the parser may have noticed too late or counted from 0.
func fullWidth(text []byte, line int) (at int, says string) {
	lines := bytes.Split(text, []byte("\n"))
	for _, at := range []int{line, line + 1, line - 1} {
		if at < 1 || at > len(lines) {
			continue
		}
		for _, r := range string(lines[at-1]) {
			if plain, ok := wide[r]; ok {
				return at, fmt.Sprintf("there is a full-width character (%c): write %s", r, strings.ReplaceAll(string(plain), " ", "a space"))
			}
		}
	}
	return 0, ""
}

// wideColon is a full-width colon where the one of YAML belongs: after a field name.
var wideColon = regexp.MustCompile(`(?m)^[ \t]*(?:- +)*[A-Za-z.][A-Za-z0-9]*：`)

// WideColons are the lines of the document, from 1, in which a full-width colon
// follows a field name, so that there is no field; at most ten.
func (d Document) WideColons() []int {
	if !bytes.ContainsRune(d.Text, '：') {
		return nil
	}
	var out []int
	for _, m := range wideColon.FindAllIndex(d.Text, 10) {
		out = append(out, lineAt(d.Text, m[1]-1))
	}
	return out
}
