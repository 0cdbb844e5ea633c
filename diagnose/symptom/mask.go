package symptom

import (
	"slices"
	"strings"
)

// hole replaces a name that mask removed.
const hole = "@"

// mask lowers the text and removes what users choose freely: image names, URLs,
// hosts, paths. An image called "x509/timeout:denied" must not decide.
func mask(text, image string) string {
	s := lower(text)
	if image = lower(image); len(image) > 2 && strings.ContainsAny(image, "/:.") {
		s = strings.ReplaceAll(s, image, hole+"/") // the slash makes the whole run a name
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		switch {
		case s[i] == '"':
			i = maskQuoted(&b, s, i)
		case isRef(s[i]):
			i = maskRun(&b, s, i)
		default:
			b.WriteByte(s[i])
			i++
		}
	}
	return strings.TrimSuffix(strings.TrimRight(b.String(), ". "), ": unknown")
}

// maskQuoted handles the quote at i and returns where to continue.
func maskQuoted(b *strings.Builder, s string, i int) int {
	n := strings.IndexByte(s[i+1:min(len(s), i+1024)], '"')
	if n < 0 || strings.ContainsAny(s[i+1:i+1+n], ` \{}<>`) {
		b.WriteByte('"')
		return i + 1
	}
	word := s[i+1 : i+1+n]
	if jsonContext(s, i, i+n+2) && !strings.ContainsAny(word, "/.") {
		b.WriteString(s[i : i+n+2])
	} else {
		b.WriteString(`"` + hole + certificateEnd(word) + `"`)
	}
	return i + n + 2
}

// jsonContext reports whether the quoted word s[i:j] is a key or a value of a
// registry's JSON answer, which count.
func jsonContext(s string, i, j int) bool {
	before := strings.TrimRight(s[:i], " ")
	if strings.HasSuffix(before, `":`) || strings.HasSuffix(before, "{") {
		return true
	}
	return strings.HasSuffix(before, ",") && strings.HasPrefix(s[j:], `:`)
}

// nameFollows are words after which the next word is always a name.
var nameFollows = []string{
	"lookup ", "manifest for ", "access denied for ", "reading manifest ", "container registry ",
	"trust data for ", "fetching image ", "named ",
}

// knownSlashes are words with a slash that are not names.
var knownSlashes = []string{
	"i/o", "net/http", "input/output", "archive/tar", "read/write", "index/manifest", "list/index",
	"compress/flate", "crypto/rsa", "unsupported/unknown", "username/password",
}

var knownHeads = []string{"application/", "text/", "http/1", "http/2", "linux/", "windows/"}

// maskRun handles a run of name characters at i and returns where to continue.
func maskRun(b *strings.Builder, s string, i int) int {
	j := i
	for j < len(s) && isRef(s[j]) {
		j++
	}
	run := s[i:j]
	word := strings.TrimRight(run, ":.?!")
	switch {
	case followsName(s[:i]) && word != "http" && word != "https":
		b.WriteString(hole)
	case isName(word):
		b.WriteString(hole + certificateEnd(word))
	default:
		b.WriteString(word)
	}
	b.WriteString(run[len(word):])
	return j
}

// certificateEnd keeps the one thing that counts in a node's path: that the
// file is a certificate.
func certificateEnd(path string) string {
	if !strings.HasPrefix(path, "/") {
		return ""
	}
	for _, end := range []string{".crt", ".cert", ".pem"} {
		if strings.HasSuffix(path, end) {
			return ".crt"
		}
	}
	return ""
}

func followsName(before string) bool {
	for _, w := range nameFollows {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// isName reports whether a run of characters is a reference, URL, host or path.
func isName(w string) bool {
	if strings.Contains(w, "/") {
		if slices.Contains(knownSlashes, w) {
			return false
		}
		for _, h := range knownHeads {
			if strings.HasPrefix(w, h) && strings.Count(w, "/") <= 2 && !strings.Contains(w, ":") {
				return false
			}
		}
		return len(w) > 1
	}
	// a host or an address: inner dots, nothing but host characters
	if w == "client.timeout" {
		return false
	}
	dot := strings.IndexByte(w, '.')
	return dot > 0 && dot < len(w)-1
}

func isRef(c byte) bool {
	switch {
	case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
		return true
	}
	return strings.IndexByte("._:@/%?&=+~#$!*-", c) >= 0
}
