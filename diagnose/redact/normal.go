package redact

import (
	"html"
	"strconv"
	"strings"
	"unicode/utf8"
)

// mostDecoded is how often a text is decoded: JSON in JSON in a URL is three times.
const mostDecoded = 4

// spelled is a text in a decoded form: each byte with the part of the original that
// it was decoded from.
type spelled struct {
	text       []byte
	start, end []int
}

// maskSpelled masks words that are in a text in another spelling: percent-encoded
// in whole or in part, as HTML, with JSON's escapes, or several of these around
// each other. The text is decoded again and again, and where a word appears, the
// original of it is masked.
func maskSpelled(s string, words []string) string {
	if !strings.ContainsAny(s, `%&\`) {
		return s
	}
	now := asWritten(s)
	var hidden [][2]int
	for range mostDecoded {
		next, changed := decode(now)
		if !changed {
			break
		}
		now = next
		text := string(now.text)
		for _, w := range words {
			for from := 0; ; {
				i := strings.Index(text[from:], w)
				if i < 0 {
					break
				}
				i += from
				hidden = append(hidden, [2]int{now.start[i], now.end[i+len(w)-1]})
				from = i + len(w)
			}
		}
	}
	if hidden == nil {
		return s
	}
	masked := make([]bool, len(s))
	for _, h := range hidden {
		for i := h[0]; i < h[1]; i++ {
			masked[i] = true
		}
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case !masked[i]:
			b.WriteByte(s[i])
		case i == 0 || !masked[i-1]:
			b.WriteString(Mask)
		}
	}
	return b.String()
}

func asWritten(s string) spelled {
	out := spelled{[]byte(s), make([]int, len(s)), make([]int, len(s))}
	for i := range s {
		for n := i; n < len(s) && (n == i || !utf8.RuneStart(s[n])); n++ {
			out.start[n], out.end[n] = n, n+1
		}
	}
	return out
}

// decode undoes one level of every kind of escape.
func decode(in spelled) (out spelled, changed bool) {
	s := string(in.text)
	for i := 0; i < len(s); {
		to, n := escape(s[i:])
		if n == 0 {
			to, n = s[i:i+1], 1
		} else {
			changed = true
		}
		for j := 0; j < len(to); j++ {
			out.text = append(out.text, to[j])
			out.start, out.end = append(out.start, in.start[i]), append(out.end, in.end[i+n-1])
		}
		i += n
	}
	return out, changed
}

// escape is what an escape at the beginning of s stands for, and its length; 0 if
// there is none.
func escape(s string) (string, int) {
	switch s[0] {
	case '%':
		if len(s) >= 3 {
			if n, err := strconv.ParseUint(s[1:3], 16, 8); err == nil {
				return string([]byte{byte(n)}), 3
			}
		}
	case '&':
		if end := strings.IndexByte(s[:min(len(s), 12)], ';'); end > 1 {
			if to := html.UnescapeString(s[:end+1]); to != s[:end+1] {
				return to, end + 1
			}
		}
	case '\\':
		if len(s) < 2 {
			return "", 0
		}
		switch s[1] {
		case '"', '\\', '/', '\'':
			return s[1:2], 2
		case 'n':
			return "\n", 2
		case 't':
			return "\t", 2
		case 'r':
			return "\r", 2
		case 'u':
			return unicodeEscape(s)
		}
	}
	return "", 0
}

// unicodeEscape reads \u00e9, also as two halves of a surrogate pair.
func unicodeEscape(s string) (string, int) {
	if len(s) < 6 {
		return "", 0
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	if err != nil {
		return "", 0
	}
	if n >= 0xd800 && n < 0xdc00 && len(s) >= 12 && s[6:8] == `\u` {
		if low, err := strconv.ParseUint(s[8:12], 16, 16); err == nil && low >= 0xdc00 && low < 0xe000 {
			return string(rune((n-0xd800)<<10 + (low - 0xdc00) + 0x10000)), 12
		}
	}
	return string(rune(n)), 6
}
