package diagnose

import (
	"regexp"
	"sync"
)

// pattern is a regular expression that is compiled when it is first needed: a
// run needs few of them, and every start of the program would pay for all.
type pattern func() *regexp.Regexp

// lazy makes a pattern. An expression with a mistake panics at its first use,
// so a test uses them all.
func lazy(expr string) pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

func (p pattern) MatchString(s string) bool { return p().MatchString(s) }
