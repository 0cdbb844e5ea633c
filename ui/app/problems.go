package app

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/pulldoctor/pulldoctor/kube/manifest"
)

// mostAlike is how many places of one problem are listed; the rest is counted.
const mostAlike = 3

// problemLines are the problems of files for people, each said once: where many
// documents have one, the line names a few of them. quiet leaves out hints.
func problemLines(problems []manifest.FileProblem, quiet bool) []string {
	places := map[string][]string{}
	for _, p := range problems {
		places[p.Text] = append(places[p.Text], strings.TrimSuffix(p.String(), ": "+p.Text))
	}
	var out []string
	for _, p := range problems {
		if quiet && p.Hint {
			continue
		}
		at := places[p.Text]
		switch {
		case len(at) <= mostAlike:
			out = append(out, p.String())
		case at[0] != "":
			out = append(out, fmt.Sprintf("%s and %d more: %s", strings.Join(at[:mostAlike], ", "), len(at)-mostAlike, p.Text))
			at[0] = "" // said
		}
	}
	return out
}

// below makes paths in the working directory relative to it, as code scanning and
// annotations need them.
func below(paths []string) []string {
	wd, err := os.Getwd()
	if err != nil {
		return paths
	}
	out := make([]string, len(paths))
	for i, p := range paths {
		out[i] = p
		if rel, err := filepath.Rel(wd, p); err == nil && filepath.IsAbs(p) && filepath.IsLocal(rel) {
			out[i] = rel
		}
	}
	return out
}
