package text

import (
	"fmt"
	"strings"
)

// AtLeast reports whether a version such as "v1.36.3-gke.1" is at least major.minor.
func AtLeast(version string, major, minor int) bool {
	var a, b int
	if n, _ := fmt.Sscanf(strings.TrimPrefix(version, "v"), "%d.%d", &a, &b); n != 2 {
		return false
	}
	return a > major || a == major && b >= minor
}
