package keyring

import (
	"fmt"
	"strings"
	"unicode"
)

// maxShown is how many characters of a key or name fit into a sentence.
const maxShown = 120

// ShowKey makes a registry key fit for a screen: user and password before an @ become "••••••",
// characters that cannot be seen or that move the cursor are written out as \u202e, and a very
// long key is cut. Keys come from a cluster and may hold anything.
func ShowKey(key string) string { return visible(withoutUser(key)) }

// ShowText makes any other text from inside a secret fit for a screen: a user name, the name of a
// credential store.
func ShowText(text string) string { return visible(text) }

// withoutUser hides what stands before the @ of a host. A password may itself hold a slash, which
// makes the key useless but the password no less secret, so the last @ counts; only where neither a
// colon nor the host's part comes before it, it is no login. Neither is a digest (@sha256:).
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

// visible writes out characters that cannot be seen, and cuts at maxShown.
func visible(text string) string {
	if len(text) <= maxShown && !strings.ContainsFunc(text, func(r rune) bool { return r < ' ' || r > '~' }) {
		return text // nearly all are so
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
