package pull

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// OddNames tells of names in a list of pull secrets that are empty or stand
// twice. Neither is refused by the API server.
func OddNames(names []string) []string {
	var out []string
	empty := 0
	seen := map[string]int{}
	for _, n := range names {
		if n == "" {
			empty++
			continue
		}
		if seen[n]++; seen[n] == 2 {
			out = append(out, fmt.Sprintf("%s stands in the list more than once; it counts once.", n))
		}
	}
	if empty > 0 {
		out = append(out, fmt.Sprintf("%s in the list: the node skips it, and the service account's list is not used either, since there is one.", text.Count(empty, "empty name")))
	}
	return out
}
