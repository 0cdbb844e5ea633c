package symptom

import (
	"strings"
	"unicode/utf8"
)

// maxMessage bounds the work for one message, in bytes. The API server accepts
// longer texts, but no runtime puts the cause that far back.
const maxMessage = 64 << 10

// fold cuts a message to maxMessage and puts it on one line: registries answer
// in several lines, and copied messages are often wrapped or escaped.
func fold(s string) string {
	if len(s) > maxMessage {
		s = s[:maxMessage]
		for len(s) > 0 && !utf8.RuneStart(s[len(s)-1]) {
			s = s[:len(s)-1]
		}
	}
	s = strings.ToValidUTF8(s, "")
	return strings.Join(strings.Fields(quotes.Replace(s)), " ")
}

// quotes undoes the escaping of logs (once, or log in log) and the typography of wikis.
var quotes = strings.NewReplacer(`\\\"`, `"`, `\\"`, `"`, `\"`, `"`, "\u201c", `"`, "\u201d", `"`)

// lower lowers ASCII letters only, so that offsets stay valid.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}
