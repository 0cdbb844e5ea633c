package pull

import (
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// Nearest is the index of the key that comes closest, -1 when a key matches
// or there is none.
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

// IsNear says whether a key looks like a slip rather than another registry.
func IsNear(m keyring.Match) bool {
	switch m.Kind {
	case keyring.MissHost, keyring.MissRegion, keyring.MissShadowed, keyring.MissNone:
		return false
	}
	return m.Wanted != ""
}

// IsSpace knows the blanks that get into a login unseen: white space, the hard
// blank, zero-width characters and the byte order mark of a text editor.
func IsSpace(r rune) bool {
	return strings.ContainsRune(" \t\r\n\v\f\u00a0\u0085\u200b\u2060\ufeff", r)
}
