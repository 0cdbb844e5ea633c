package keyring

import (
	"fmt"
	"unicode/utf8"
)

// Position is a position in the decoded content of a secret.
type Position struct {
	Offset int // in bytes, from 0
	Line   int // from 1; 0 means no position
	Column int // in characters, from 1
}

// String returns "line 3, column 14 (byte 52)", or "" for no position. Bytes count from 0.
func (p Position) String() string {
	if p.Line == 0 {
		return ""
	}
	return fmt.Sprintf("line %d, column %d (byte %d)", p.Line, p.Column, p.Offset)
}

// ruler converts offsets to positions. For ascending offsets, all conversions together take one pass
// over the text.
type ruler struct {
	text []byte
	at   Position
}

func newRuler(text []byte) *ruler { return &ruler{text: text, at: Position{Line: 1, Column: 1}} }

// position returns the position of the byte at offset; an offset before the previous one starts from the top.
func (r *ruler) position(offset int) Position {
	offset = min(max(offset, 0), len(r.text))
	if offset < r.at.Offset {
		r.at = Position{Line: 1, Column: 1}
	}
	for r.at.Offset < offset {
		if r.text[r.at.Offset] == '\n' {
			r.at.Offset++
			r.at.Line++
			r.at.Column = 1
			continue
		}
		_, size := utf8.DecodeRune(r.text[r.at.Offset:])
		if r.at.Offset+size > offset {
			break // inside a character: return the position of that character
		}
		r.at.Offset += size
		r.at.Column++
	}
	place := r.at
	place.Offset = offset
	return place
}
