package diagnose

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

// editDistance counts insertions, deletions, substitutions and swaps of
// neighbours between two short ASCII names (optimal string alignment).
func editDistance(a, b string) int {
	if len(a) > 253 || len(b) > 253 {
		return 1 << 10
	}
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return prev[len(b)]
}
