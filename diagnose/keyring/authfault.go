package keyring

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// authFault is what is wrong with an auth that the kubelet rejects.
type authFault struct {
	fault  Fault
	detail string   // for people; contains no character that can be part of a password
	at     int      // byte in the auth text that the detail points to, -1 for none
	found  userPass // what lenient parsing finds, for a repair
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
	f.detail, f.found = explainBase64(auth, f.at)
	f.detail = "auth is not base64: " + f.detail
	return f
}

// explainNoColon distinguishes base64 in base64 from a single word.
func explainNoColon(auth string) authFault {
	once, _ := lenientBase64(auth)
	if inner, ok := lenientUserPass(once); ok {
		return authFault{fault: FaultDouble, at: -1, found: inner,
			detail: "auth is base64-encoded twice: decoded once more it is user:password"}
	}
	f := authFault{fault: FaultNoColon, at: -1,
		detail: "auth decodes, but not to user:password: it contains no colon"}
	if strings.TrimSpace(once) == "" {
		f.detail = "auth decodes to whitespace only, not to user:password"
	}
	return f
}

// explainBase64 names the reason why a text is not base64, at the byte where decoding failed.
func explainBase64(auth string, at int) (string, userPass) {
	if strings.Contains(auth, "...") || strings.Contains(auth, "…") {
		return "it is shortened with dots, as in an example from documentation", userPass{}
	}
	found, _ := lenientUserPass(auth)
	if name, user, ok := plainUserPass(auth); ok {
		return "it looks like " + name + " in plain text", user
	}
	if at >= 0 && at < len(auth) {
		r, _ := utf8.DecodeRuneInString(auth[at:])
		if r == '-' || r == '_' {
			return fmt.Sprintf("the character at byte %d is %q of the URL-safe alphabet; the kubelet expects + and /", at, r), found
		}
		if name, ok := nameRune(r); ok {
			return fmt.Sprintf("it contains %s at byte %d", name, at), found
		}
	}
	switch letters, padding := countBase64(auth); {
	case at >= 0 && at < len(auth) && auth[at] != '=' && strings.Contains(auth[:at], "="):
		return fmt.Sprintf("unexpected data after the base64 padding, at byte %d", at), userPass{}
	case letters%4 == 1:
		return "it is truncated: part of it is missing", userPass{}
	case padding > 0 && (letters+padding)%4 != 0:
		return fmt.Sprintf("its padding has %d = instead of %d; write all of them or none", padding, (4-letters%4)%4), found
	case at >= 0 && at < len(auth):
		return fmt.Sprintf("the character at byte %d is not a base64 character", at), userPass{}
	}
	return "it is truncated", userPass{}
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

// lenientBase64 decodes either alphabet, with any padding. It ignores whitespace, quotes and invisible
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

// lenientUserPass decodes user:password; data that is not text, or has no colon, is rejected.
func lenientUserPass(text string) (userPass, bool) {
	decoded, ok := lenientBase64(text)
	username, password, colon := strings.Cut(decoded, ":")
	if !ok || !colon || !utf8.ValidString(decoded) {
		return userPass{}, false
	}
	return userPass{username: username, password: password}, true
}

// plainUserPass recognizes user:password or a header value that is not encoded.
func plainUserPass(auth string) (name string, found userPass, ok bool) {
	if scheme, rest, cut := strings.Cut(strings.TrimSpace(auth), " "); cut && strings.EqualFold(scheme, "Basic") {
		found, _ = lenientUserPass(rest)
		return "a whole HTTP header (Basic ...)", found, true
	}
	username, password, cut := strings.Cut(auth, ":")
	if !cut {
		return "", userPass{}, false
	}
	return "user:password", userPass{username: username, password: password}, true
}
