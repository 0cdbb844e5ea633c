package pull

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// OddNames describes items of a list of pull secrets that are empty or listed
// twice. The API server accepts both.
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
			out = append(out, fmt.Sprintf("%q is listed more than once in imagePullSecrets; it is used once.", n))
		}
	}
	if empty > 0 {
		out = append(out, fmt.Sprintf("imagePullSecrets has %s, which the node ignores; the service account's list is not used either, because the pod has its own list.", text.Count(empty, "empty item")))
	}
	return out
}
