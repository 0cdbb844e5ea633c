package pull

import (
	"regexp"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// allowedEdits returns how many letters a name may differ by and still look like a
// misspelling of another: one in short names, up to three in long ones.
func allowedEdits(name string) int {
	switch n := len(name); {
	case n < 4:
		return 0
	case n < 8:
		return 1
	case n < 13:
		return 2
	default:
		return 3
	}
}

// contentHash is the suffix that kustomize and kubectl create --append-hash add to a name; references
// have to include it.
var contentHash = regexp.MustCompile(`^-[bcdfghkmt2-9]{10}$`)

// nameDistance returns by how many letters a secret's name differs from the referenced one; ok is false
// if it is an unrelated name. A hash suffix counts as one letter.
func nameDistance(name, wanted string) (letters int, ok bool) {
	if len(name) == len(wanted)+len("-0123456789") && name[:len(wanted)] == wanted && contentHash.MatchString(name[len(wanted):]) {
		return 1, true
	}
	letters = keyring.Edits(name, wanted)
	return letters, letters <= allowedEdits(wanted)
}

// sameButNumber reports whether two names differ only in digits: "regcred" and
// "regcred2".
func sameButNumber(a, b string) bool {
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return -1
			}
			return r
		}, s)
	}
	return a != b && strings.TrimRight(letters(a), "-") == strings.TrimRight(letters(b), "-")
}
