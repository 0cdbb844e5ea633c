package pull

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// OddNames reports items of a list of pull secrets that are empty or listed
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
			out = append(out, fmt.Sprintf("%q is listed more than once in imagePullSecrets; it counts once.", n))
		}
	}
	if empty > 0 {
		out = append(out, fmt.Sprintf("imagePullSecrets has %s, which the node ignores; the service account's list is not used either, because the pod has a list.", text.Count(empty, "empty item")))
	}
	return out
}
