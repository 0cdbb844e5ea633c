package convert

import "slices"

// PodSpecPath is where a built-in kind keeps the specification of its pods,
// false for kinds without pods.
func PodSpecPath(kind string) (Path, bool) {
	p, ok := podSpecPaths[kind]
	return slices.Clone(p), ok && kind != "ServiceAccount"
}
