package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Nearest returns the index of the key that is most similar, -1 if a key matches
// or there are no keys.
func (r *Ref) Nearest() int {
	best := -1
	for i, m := range r.Matches {
		if m.Matches {
			return -1
		}
		if best < 0 || m.Distance < r.Matches[best].Distance {
			best = i
		}
	}
	return best
}

// IsNear reports whether a key looks like a mistake rather than a key for another registry.
func IsNear(m keyring.Match) bool {
	switch m.Kind {
	case keyring.MissHost, keyring.MissRegion, keyring.MissShadowed, keyring.MissNone:
		return false
	}
	return m.Wanted != ""
}

// IsSpace reports whether r is one of the characters that get into credentials
// unnoticed: whitespace, the no-break space, zero-width characters and the byte
// order mark of a text editor.
func IsSpace(r rune) bool {
	return strings.ContainsRune(" \t\r\n\v\f\u00a0\u0085\u200b\u2060\ufeff", r)
}
