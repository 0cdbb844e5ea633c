package lookup

import (
	"slices"
	"strings"

	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
)

const mostNear = 3

// nearest are the known words that the user may have meant: those that differ in
// the fewest letters, else those that contain the text or a word of it.
func nearest(text string) []string {
	text = normal(text)
	if len(text) > 200 || text == "" {
		return nil
	}
	near := alike(text)
	if len(near) == 0 {
		near = containing(text)
	}
	for word := range strings.FieldsSeq(text) {
		if len(near) == 0 && len(word) >= 5 {
			near = alike(word)
		}
	}
	for word := range strings.FieldsSeq(text) {
		if len(near) == 0 && len(word) >= 5 {
			near = containing(word)
		}
	}
	return near
}

func alike(text string) (near []string) {
	best := min(3, len(text)/3) + 1
	for _, w := range index().words {
		if d := len(w.norm) - len(text); d > 3 || d < -3 {
			continue
		}
		n := keyring.Edits(text, w.norm)
		if n < best {
			best, near = n, nil
		}
		if n == best && n <= min(3, len(text)/3) {
			near = addNear(near, w.Name)
		}
	}
	return near
}

func containing(text string) (near []string) {
	for _, w := range index().words {
		if len(text) > 3 && strings.Contains(w.norm, text) {
			near = addNear(near, w.Name)
		}
	}
	return near
}

func addNear(near []string, name string) []string {
	if len(near) < mostNear && !slices.ContainsFunc(near, func(n string) bool { return strings.EqualFold(n, name) }) {
		near = append(near, name)
	}
	return near
}
