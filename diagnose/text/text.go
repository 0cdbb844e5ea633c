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

// mostJoined is how many words a sentence lists at most. The words are often
// names that someone else chose, as many as they liked.
const mostJoined = 12

// JoinAnd returns "a, b and c"; of more than a dozen, the first few and how many
// others there are.
func JoinAnd(words []string) string {
	if n := len(words); n > mostJoined {
		return strings.Join(words[:few], ", ") + " and " + Count(n-few, "other")
	}
	if n := len(words); n > 1 {
		return strings.Join(words[:n-1], ", ") + " and " + words[n-1]
	}
	return strings.Join(words, "")
}

// Join returns "a, b, c"; of more than a dozen, the first few and "999 more".
func Join(words []string) string {
	if n := len(words); n > mostJoined {
		return strings.Join(words[:few], ", ") + ", " + strconv.Itoa(n-few) + " more"
	}
	return strings.Join(words, ", ")
}

// few is how many words remain of a list that is too long.
const few = 4

// JoinSome lists the first few words and counts the others.
func JoinSome(words []string) string {
	if len(words) <= few {
		return JoinAnd(words)
	}
	return strings.Join(words[:few], ", ") + " and " + Count(len(words)-few, "other")
}
