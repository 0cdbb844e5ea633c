package keyring

import (
	"fmt"
	"strings"
	"unicode"
)

// maxShown is how many characters of a key or name are shown in a sentence.
const maxShown = 120

// ShowKey returns a registry key in a form that is safe to show: user and password before an @ become
// "••••••", invisible characters and those that move the cursor are escaped as \u202e, and a very
// long key is truncated. Keys come from a cluster and may contain anything.
func ShowKey(key string) string { return visible(withoutUser(key)) }

// ShowText does the same for any other text from a secret: a user name, the name of a
// credential store.
func ShowText(text string) string { return visible(text) }

// withoutUser hides what precedes the @ of a host. A password may itself contain a slash, which
// makes the key invalid but the password no less secret, so the last @ counts. A part with a slash
// but no colon before the @ contains no credentials, and a digest (@sha256:) is none either.
func withoutUser(key string) string {
	name, digest := key, ""
	if at := strings.LastIndex(key, "@sha256:"); at >= 0 {
		name, digest = key[:at], key[at:]
	}
	at := strings.LastIndexByte(name, '@')
	if at < 0 {
		return key
	}
	scheme := ""
	if i := strings.Index(name, "://"); i >= 0 && i < at {
		scheme = name[:i+len("://")]
	}
	if before := name[len(scheme):at]; strings.Contains(before, "/") && !strings.Contains(before, ":") {
		return key
	}
	return scheme + mask + name[at:] + digest
}

// visible escapes invisible characters, and truncates at maxShown.
func visible(text string) string {
	if len(text) <= maxShown && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return text // the common case
	}
	var out strings.Builder
	count := 0
	for _, r := range text {
		if count++; count > maxShown {
			out.WriteString("…")
			break
		}
		switch {
		case r != ' ' && !unicode.IsGraphic(r), r != ' ' && unicode.IsSpace(r), unicode.Is(unicode.Cf, r), r == unicode.ReplacementChar:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}
