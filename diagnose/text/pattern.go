package text

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled when it is first needed: a
// run needs few of them, and every start of the program would pay for all.
type Pattern func() *regexp.Regexp

// Lazy makes a pattern. An expression with a mistake panics at its first use,
// so a test uses them all.
func Lazy(expr string) Pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// MatchString says whether the pattern matches the text.
func (p Pattern) MatchString(s string) bool { return p().MatchString(s) }
