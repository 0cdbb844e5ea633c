package diagnose

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"unicode/utf8"
)

// recoverLogin reads the login that a broken entry was meant to hold: from an
// auth in the wrong alphabet, with blanks, badly padded or encoded twice; from
// a bare text in place of the entry; from user name and password beside it.
func recoverLogin(raw []byte) (user, password string, ok bool) {
	var bare string
	if json.Unmarshal(raw, &bare) == nil {
		return loginIn(bare)
	}
	var fields map[string]any
	if json.Unmarshal(raw, &fields) != nil {
		return "", "", false
	}
	text := func(name string) string {
		switch v := fields[name].(type) {
		case string:
			return v
		case float64: // a number where a text belongs
			b, err := json.Marshal(v)
			if err == nil {
				return string(b)
			}
		}
		return ""
	}
	user, password = text("username"), text("password")
	if u, p, found := loginIn(text("auth")); found {
		return u, p, true
	}
	return user, password, user != "" && password != ""
}

// loginIn finds user:password in a text that should have been base64 of it.
func loginIn(auth string) (user, password string, ok bool) {
	for depth := 0; depth < 2; depth++ {
		raw, err := decodeLeniently(auth)
		if err != nil || !utf8.Valid(raw) {
			return "", "", false
		}
		if u, p, found := strings.Cut(strings.TrimRight(string(raw), "\r\n"), ":"); found && u != "" && p != "" {
			return u, p, true
		}
		auth = string(raw)
	}
	return "", "", false
}

// decodeLeniently decodes base64 of either alphabet with blanks and padding
// as they come.
func decodeLeniently(s string) ([]byte, error) {
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ', '\t', '\r', '\n', '\u00a0', '\u200b', '\ufeff':
			return -1
		case '-':
			return '+'
		case '_':
			return '/'
		}
		return r
	}, s)
	s = strings.TrimRight(s, "=")
	if s == "" {
		return nil, errors.New("empty")
	}
	return base64.RawStdEncoding.DecodeString(s)
}

// decodeOnce takes one layer of base64 off a document.
func decodeOnce(content []byte) ([]byte, error) {
	text := strings.TrimSpace(string(content))
	var quoted string
	if json.Unmarshal(content, &quoted) == nil {
		text = quoted
	}
	raw, err := decodeLeniently(text)
	if err != nil {
		return nil, err
	}
	if !json.Valid(raw) {
		return nil, errors.New("not JSON after decoding")
	}
	return raw, nil
}
