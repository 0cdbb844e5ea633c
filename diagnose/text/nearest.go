package text

import "strings"

// Nearest returns at most three names that the user may have meant: those that
// differ in the fewest letters, else those that contain the word.
func Nearest(word string, names []string) []string {
	word = strings.ToLower(strings.ReplaceAll(word, "_", "-"))
	var near []string
	for edits := 0; edits <= min(3, len(word)/3) && len(near) == 0; edits++ {
		for _, n := range names {
			if distance(word, n) == edits {
				near = append(near, n)
			}
		}
	}
	if len(near) == 0 && len(word) > 3 {
		for _, n := range names {
			if strings.Contains(n, word) {
				near = append(near, n)
			}
		}
	}
	return near[:min(3, len(near))]
}

// distance is the Levenshtein distance.
func distance(a, b string) int {
	if len(a) > 100 {
		return 100
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			diagonal, row[j+1] = row[j+1], min(row[j]+1, row[j+1]+1, diagonal+cost)
		}
	}
	return row[len(b)]
}
