package pull

import (
	"regexp"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

// allowedEdits is how many letters a name may differ by and still look like a
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

// contentHash is what kustomize and kubectl create --append-hash put behind a name; references have to
// name the whole.
var contentHash = regexp.MustCompile(`^-[bcdfghkmt2-9]{10}$`)

// nameDistance is by how many letters a secret's name differs from the one asked for; ok is false if it
// is another name altogether. A hash behind it counts as one letter.
func nameDistance(name, asked string) (letters int, ok bool) {
	if len(name) == len(asked)+len("-0123456789") && name[:len(asked)] == asked && contentHash.MatchString(name[len(asked):]) {
		return 1, true
	}
	letters = keyring.Edits(name, asked)
	return letters, letters <= allowedEdits(asked)
}
