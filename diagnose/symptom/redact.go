package symptom

import (
	"regexp"
	"strings"
)

// header is a credential in a logged request header.
var header = regexp.MustCompile(`(?i)(authorization["']?\s*[:=]\s*["'\[]*(?:basic|bearer)\s+)[^\s"',\]]+`)

// redact removes credentials and signed queries from the URLs and headers in a
// text, because messages are shown: a registry may redirect to storage with a
// key in the URL.
func redact(s string) string {
	if i := strings.Index(lower(s), "authorization"); i >= 0 {
		s = header.ReplaceAllString(s, "$1***")
	}
	if !strings.Contains(s, "://") {
		return s
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(s, "://")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		end := strings.IndexAny(rest, " \"'")
		if end < 0 {
			end = len(rest)
		}
		b.WriteString("://")
		b.WriteString(redactURL(rest[:end]))
		s = rest[end:]
	}
}

// redactURL works on what follows the scheme.
func redactURL(u string) string {
	if rest := withoutUser("://" + u); len(rest) < len(u) {
		u = "***@" + rest
	}
	if i := strings.IndexByte(u, '?'); i >= 0 {
		if q := lower(u[i:]); strings.Contains(q, "sig=") || strings.Contains(q, "signature=") || strings.Contains(q, "credential=") {
			u = u[:i] + "?***"
		}
	}
	return u
}
