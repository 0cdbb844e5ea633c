package keyring

import (
	"bytes"
	"encoding/json"
	"slices"
	"unicode/utf8"
)

// Repair fixes what copying does to JSON: curly and single quotes, full-width punctuation, byte order
// marks, no-break spaces, an extra comma, shell quotes around the whole. It does not change properly
// quoted strings. It returns nil and false if the content is valid already, or still not JSON
// afterwards. The result contains the credentials: mask it before showing it.
func Repair(content []byte) (fixed []byte, ok bool) {
	m := repairText(content)
	return m.text, m.text != nil
}

// repaired is a repaired text, with a mapping of its offsets to the original.
type repaired struct {
	text   []byte // nil if there is nothing to repair, or the repair failed
	shifts []shift
}

// shift says by how many bytes offsets from at on differ in the original.
type shift struct{ at, by int }

// original returns the offset in the original for an offset in the repaired text.
func (m repaired) original(offset int) int {
	i, found := slices.BinarySearchFunc(m.shifts, offset, func(s shift, at int) int { return s.at - at })
	if found {
		i++
	}
	if i == 0 {
		return offset
	}
	return offset + m.shifts[i-1].by
}

func repairText(content []byte) repaired {
	if json.Valid(content) {
		return repaired{}
	}
	r := repairer{in: content}
	r.unwrapShellQuotes()
	for r.at < len(r.in) {
		r.step()
	}
	if !json.Valid(r.out) {
		return repaired{}
	}
	return repaired{text: r.out, shifts: r.shifts}
}

type repairer struct {
	in     []byte
	at     int
	out    []byte
	shifts []shift
	comma  int // 1 + offset in out of the last comma, if only whitespace follows it
}

func (r *repairer) unwrapShellQuotes() {
	text := bytes.TrimSpace(r.in)
	if len(text) > 2 && text[0] == '\'' && text[len(text)-1] == '\'' && bytes.HasPrefix(bytes.TrimSpace(text[1:]), []byte("{")) {
		start := bytes.IndexByte(r.in, '\'')
		r.at = start + 1
		r.in = r.in[:start+len(text)-1]
		r.mark()
	}
}

// mark records that the offsets of the two texts differ from here on.
func (r *repairer) mark() { r.shifts = append(r.shifts, shift{at: len(r.out), by: r.at - len(r.out)}) }

// step copies one character outside of a quoted string, or one whole quoted string.
func (r *repairer) step() {
	c, size := utf8.DecodeRune(r.in[r.at:])
	s, strange := strangers[c]
	switch {
	case c == '"', strange && s.means == `"`:
		r.comma = 0
		r.quoted(c, size)
	case strange:
		r.emit(s.means, size)
	default:
		r.emit(string(r.in[r.at:r.at+size]), size)
	}
}

// emit writes the replacement for the next size bytes, and removes a comma before a closing brace.
func (r *repairer) emit(text string, size int) {
	if (text == "}" || text == "]") && r.comma > 0 {
		r.out[r.comma-1] = ' '
	}
	switch text {
	case "", " ", "\n", "\t", "\r":
	case ",":
		r.comma = len(r.out) + 1
	default:
		r.comma = 0
	}
	r.out = append(r.out, text...)
	r.at += size
	if len(text) != size {
		r.mark()
	}
}

// quoted copies a quoted string. One that a plain quote opens ends with a plain quote; one that a
// stranger opens ends with any quote but the plain apostrophe, unless that opened it.
func (r *repairer) quoted(open rune, size int) {
	r.emit(`"`, size)
	for r.at < len(r.in) {
		c, size := utf8.DecodeRune(r.in[r.at:])
		switch {
		case c == '\\' && r.at+1 < len(r.in):
			r.emit(string(r.in[r.at:r.at+2]), 2)
		case closes(open, c):
			r.emit(`"`, size)
			return
		case c == '"':
			r.emit(`\"`, size)
		default:
			r.emit(string(r.in[r.at:r.at+size]), size)
		}
	}
}

func closes(open, c rune) bool {
	switch open {
	case '"', '\'':
		return c == open
	}
	return c == '"' || c != '\'' && strangers[c].means == `"`
}
