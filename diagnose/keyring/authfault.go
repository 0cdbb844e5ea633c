package keyring

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// authFault is what is wrong with an auth that the kubelet refuses.
type authFault struct {
	fault  Fault
	detail string // for people; names no character that can be part of a password
	at     int    // byte in the auth text that the detail points to, -1 for none
	login  login  // what a lenient reading finds, for a repair
}

// explainAuth says what is wrong with auth, for which decodeAuth returned err.
func explainAuth(auth string, err error) authFault {
	if errors.Is(err, errNoColon) {
		return explainNoColon(auth)
	}
	f := authFault{fault: FaultNotBase64, at: -1}
	var corrupt base64.CorruptInputError
	if errors.As(err, &corrupt) {
		f.at = int(corrupt)
	}
	f.detail, f.login = explainBase64(auth, f.at)
	f.detail = "auth is not base64: " + f.detail
	return f
}

// explainNoColon tells base64 in base64 from a lone word.
func explainNoColon(auth string) authFault {
	once, _ := lenientBase64(auth)
	if inner, ok := lenientLogin(once); ok {
		return authFault{fault: FaultDouble, at: -1, login: inner,
			detail: "auth is base64 twice: decoded once more it is user:password"}
	}
	f := authFault{fault: FaultNoColon, at: -1,
		detail: "auth decodes, but not to user:password: it holds no colon"}
	if strings.TrimSpace(once) == "" {
		f.detail = "auth decodes to blanks only, not to user:password"
	}
	return f
}

// explainBase64 names the reason why a text is not base64, at the byte where decoding failed.
func explainBase64(auth string, at int) (string, login) {
	if strings.Contains(auth, "...") || strings.Contains(auth, "…") {
		return "it was cut short with dots, as manuals print their samples", login{}
	}
	found, _ := lenientLogin(auth)
	if name, user, ok := plainLogin(auth); ok {
		return "it looks like " + name + " in plain text", user
	}
	if at >= 0 && at < len(auth) {
		r, _ := utf8.DecodeRuneInString(auth[at:])
		if r == '-' || r == '_' {
			return fmt.Sprintf("at byte %d stands %q of the URL-safe alphabet, where the kubelet wants + and /", at, r), found
		}
		if name, ok := nameRune(r); ok {
			return fmt.Sprintf("at byte %d stands %s", at, name), found
		}
	}
	switch letters, padding := countBase64(auth); {
	case at >= 0 && at < len(auth) && auth[at] != '=' && strings.Contains(auth[:at], "="):
		return fmt.Sprintf("behind the closing = stands more text, from byte %d on", at), login{}
	case letters%4 == 1:
		return "a part is missing: the text is cut off", login{}
	case padding > 0 && (letters+padding)%4 != 0:
		return fmt.Sprintf("it ends in %d = where %d are due; write all of them or none", padding, (4-letters%4)%4), found
	case at >= 0 && at < len(auth):
		return fmt.Sprintf("at byte %d stands a character that base64 does not have", at), login{}
	}
	return "the text is cut off", login{}
}

// countBase64 counts the characters of either alphabet, and the = at the end.
func countBase64(text string) (letters, padding int) {
	trimmed := strings.TrimRight(text, "= \t\r\n")
	padding = strings.Count(text[len(trimmed):], "=")
	for i := range len(trimmed) {
		if isBase64(trimmed[i]) {
			letters++
		}
	}
	return letters, padding
}

func isBase64(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' || c == '-' || c == '_'
}

// lenientBase64 decodes either alphabet, with any padding, past blanks, quotes and invisible
// characters.
func lenientBase64(text string) (string, bool) {
	cleaned := strings.Map(func(r rune) rune {
		switch {
		case r == '-':
			return '+'
		case r == '_':
			return '/'
		case r == '"', unseen(r):
			return -1
		}
		if _, strange := strangers[r]; strange {
			return -1
		}
		return r
	}, text)
	decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(cleaned, "="))
	return string(decoded), err == nil && len(decoded) > 0
}

// lenientLogin decodes user:password; what is no text, or holds no colon, is no login.
func lenientLogin(text string) (login, bool) {
	decoded, ok := lenientBase64(text)
	username, password, colon := strings.Cut(decoded, ":")
	if !ok || !colon || !utf8.ValidString(decoded) {
		return login{}, false
	}
	return login{username: username, password: password}, true
}

// plainLogin recognises a login or a header value that nobody encoded.
func plainLogin(auth string) (name string, found login, ok bool) {
	if scheme, rest, cut := strings.Cut(strings.TrimSpace(auth), " "); cut && strings.EqualFold(scheme, "Basic") {
		found, _ = lenientLogin(rest)
		return "a whole HTTP header (Basic ...)", found, true
	}
	username, password, cut := strings.Cut(auth, ":")
	if !cut {
		return "", login{}, false
	}
	return "user:password", login{username: username, password: password}, true
}
