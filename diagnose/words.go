package diagnose

import (
	"sort"
	"strconv"
	"strings"
)

// sentence prepares a detail for the middle of a sentence: no final stop.
func sentence(s string) string {
	return strings.TrimRight(strings.TrimSpace(s), ".")
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// count is "1 pod" or "3 pods".
func count(n int, word string) string {
	s := strconv.Itoa(n) + " " + word
	if n != 1 {
		s += "s"
	}
	return s
}

// joinAnd is "a, b and c".
func joinAnd(words []string) string {
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

// joinSome names the first few of many.
func joinSome(words []string) string {
	const few = 4
	if len(words) <= few {
		return joinAnd(words)
	}
	return strings.Join(words[:few], ", ") + " and " + count(len(words)-few, "other")
}
