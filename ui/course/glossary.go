package course

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
)

// Mentioned puts the terms that a text contains before the others, each group in its own order, and
// says how many there are of the first.
func Mentioned(terms []lesson.Term, text string) (sorted []lesson.Term, first int) {
	text = strings.ToLower(text)
	var rest []lesson.Term
	for _, t := range terms {
		if mentions(text, t) {
			sorted = append(sorted, t)
		} else {
			rest = append(rest, t)
		}
	}
	return append(sorted, rest...), len(sorted)
}

func mentions(text string, t lesson.Term) bool {
	for _, word := range append([]string{t.Name}, t.Also...) {
		if hasWord(text, strings.ToLower(word)) {
			return true
		}
	}
	return false
}

// hasWord looks for a word that is not a part of a longer one; an s at its end is none.
func hasWord(text, word string) bool {
	for at := 0; ; {
		i := strings.Index(text[at:], word)
		if i < 0 {
			return false
		}
		begin := at + i
		end := begin + len(word)
		before, _ := utf8.DecodeLastRuneInString(text[:begin])
		after, _ := utf8.DecodeRuneInString(strings.TrimPrefix(text[end:], "s"))
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at = end
	}
}
