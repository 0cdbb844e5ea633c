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
