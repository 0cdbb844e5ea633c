package redact

import (
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"
)

// mostLoose limits what is looked for per secret: enough for hundreds of
// registries.
const mostLoose = 1000

// LooseSecrets lists what may be a password in a Docker config, even in one that
// is not JSON: every string value except those known not to be secret, the
// credentials in a registry key, and what an auth decodes to. It is only for
// masking, never for a diagnosis.
func LooseSecrets(content []byte) []string {
	text := string(content)
	var out []string
	if decoded, ok := unbase64(text); ok && strings.Contains(decoded, `"`) {
		text = decoded // encoded twice
	}
	if text = strings.TrimSpace(text); !strings.HasPrefix(text, "{") { // not JSON at all: "user:password"
		out = authParts(text)
	}
	key, helpers := "", false
	for text != "" && len(out) < mostLoose {
		i := strings.IndexAny(text, `"}`)
		if i < 0 {
			break
		}
		if text[i] == '}' {
			helpers, text = false, text[i+1:]
			continue
		}
		word, rest := quotedWord(text[i:])
		if after := strings.TrimLeft(rest, " \t\r\n"); strings.HasPrefix(after, ":") {
			key = strings.ToLower(word)
			helpers = helpers || key == "credhelpers"
			out = append(out, userInfo(word)...)
		} else if !helpers && !shownFields[key] {
			out = append(out, word)
			if key == "auth" {
				out = append(out, authParts(word)...)
			}
		}
		text = rest
	}
	return out
}

// quotedWord reads a JSON string at the start of s, up to the end of s if it is
// truncated. An invalid JSON string is taken literally.
func quotedWord(s string) (word, rest string) {
	for i := 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			if json.Unmarshal([]byte(s[:i+1]), &word) != nil {
				word = s[1:i]
			}
			return word, s[i+1:]
		}
	}
	if json.Unmarshal([]byte(s+`"`), &word) != nil {
		word = s[1:]
	}
	return word, ""
}

// authParts are the secrets of an auth value, encoded or in plain text.
func authParts(s string) []string {
	out := []string{s}
	if decoded, ok := unbase64(s); ok {
		out = append(out, decoded)
		s = decoded
	}
	if _, password, ok := strings.Cut(s, ":"); ok {
		out = append(out, password)
	}
	return out
}

// userInfo is the user info and password in a registry key: https://user:password@host.
func userInfo(key string) []string {
	at := strings.LastIndexByte(key, '@')
	if at < 0 || strings.Contains(key, "@sha256:") {
		return nil
	}
	info := key[:at]
	if i := strings.Index(info, "://"); i >= 0 {
		info = info[i+3:]
	}
	if _, password, ok := strings.Cut(info, ":"); ok {
		return []string{info, password}
	}
	return []string{info}
}

func unbase64(s string) (string, bool) {
	s = strings.TrimRight(strings.Join(strings.Fields(s), ""), "=")
	s = strings.NewReplacer("-", "+", "_", "/").Replace(s)
	b, err := base64.RawStdEncoding.DecodeString(s)
	return string(b), err == nil && len(b) > 0
}

// Forms are the ways in which a string appears in other texts: as it is, in JSON,
// in a URL, in base64 and inside longer base64 at any offset.
func Forms(word string) []string {
	out := []string{word}
	if strings.ContainsFunc(word, func(r rune) bool { return !isAlnum(r) }) {
		out = append(out, strings.TrimSpace(word), jsonForm(word, true), jsonForm(word, false), urlForm(word, false), urlForm(word, true))
	}
	for before := range 3 {
		text := base64.StdEncoding.EncodeToString([]byte(strings.Repeat("x", before) + word))
		// The first characters also encode what precedes the word, the last group
		// what follows it.
		begin, end := []int{0, 2, 3}[before], (before+len(word))/3*4
		if end-begin >= minMasked {
			text = text[begin:end]
			out = append(out, text, urlBase64.Replace(text))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

var urlBase64 = strings.NewReplacer("+", "-", "/", "_")

// isAlnum reports whether a character is unescaped in JSON and in a URL.
func isAlnum(r rune) bool {
	return '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// jsonForm is the content of a JSON string, with or without <, > and & escaped.
func jsonForm(s string, html bool) string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(html)
	if e.Encode(s) != nil {
		return s
	}
	return strings.TrimSuffix(b.String(), "\"\n")[1:]
}

// urlForm escapes everything except letters, digits and -._~ ; a space may become a plus.
func urlForm(s string, plus bool) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ' && plus:
			b.WriteByte('+')
		case c >= '0' && c <= '9', c >= 'A' && c <= 'Z', c >= 'a' && c <= 'z', strings.IndexByte("-._~", c) >= 0:
			b.WriteByte(c)
		default:
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		}
	}
	return b.String()
}
