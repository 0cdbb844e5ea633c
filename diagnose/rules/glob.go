package rules

import (
	"path"
	"strings"
)

// glob says whether a text matches a pattern in which * stands for any
// characters, / included, and ? for one.
func glob(pattern, text string) bool {
	// After a mismatch, the last * takes one character more.
	p, t, star, from := 0, 0, -1, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p, t = p+1, t+1
		case star >= 0:
			from++
			p, t = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// Excluded says whether a path below the folder of the settings file is
// excluded, with slashes. A pattern without a slash matches a file or folder of
// that name anywhere; with one, it begins at the settings file. ** stands for
// any number of folders.
func (r *Rules) Excluded(file string) bool {
	steps := strings.Split(path.Clean(file), "/")
	for _, pattern := range r.Exclude {
		pattern = strings.TrimSuffix(pattern, "/")
		anywhere := !strings.Contains(pattern, "/")
		want := strings.Split(strings.TrimPrefix(strings.TrimPrefix(pattern, "./"), "/"), "/")
		for n := 1; n <= len(steps); n++ { // a folder excludes what is below it
			if anywhere {
				if ok, _ := path.Match(pattern, steps[n-1]); ok {
					return true
				}
			} else if matchSteps(want, steps[:n]) {
				return true
			}
		}
	}
	return false
}

func matchSteps(want, have []string) bool {
	switch {
	case len(want) == 0:
		return len(have) == 0
	case want[0] == "**":
		return matchSteps(want[1:], have) || len(have) > 0 && matchSteps(want, have[1:])
	case len(have) == 0:
		return false
	}
	ok, _ := path.Match(want[0], have[0])
	return ok && matchSteps(want[1:], have[1:])
}

// Valid says whether a pattern of Exclude can be read.
func Valid(pattern string) bool {
	_, err := path.Match(pattern, "x")
	return err == nil
}
