package text

import (
	"sort"
	"strconv"
	"strings"
)

// Sentence prepares a text for the middle of a sentence: it removes the final full stop.
func Sentence(s string) string {
	return strings.TrimRight(strings.TrimSpace(s), ".")
}

// SortedKeys returns the keys of a map in order.
func SortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// Count returns "1 pod" or "3 pods".
func Count(n int, word string) string {
	s := strconv.Itoa(n) + " " + word
	if n != 1 {
		s += "s"
	}
	return s
}

// JoinAnd returns "a, b and c".
func JoinAnd(words []string) string {
	out := ""
	for i, w := range words {
		switch {
		case i == 0:
			out = w
		case i == len(words)-1:
			out += " and " + w
		default:
			out += ", " + w
		}
	}
	return out
}

// JoinSome lists the first few words and counts the others.
func JoinSome(words []string) string {
	const few = 4
	if len(words) <= few {
		return JoinAnd(words)
	}
	return strings.Join(words[:few], ", ") + " and " + Count(len(words)-few, "other")
}
