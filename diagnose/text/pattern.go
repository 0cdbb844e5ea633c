package text

import (
	"regexp"
	"sync"
)

// Pattern is a regular expression that is compiled at its first use: a
// run needs few of them, and compiling all of them would slow down every start.
type Pattern func() *regexp.Regexp

// Lazy returns a pattern. An invalid expression panics at its first use,
// so a test uses all of them.
func Lazy(expr string) Pattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expr) })
}

// MatchString reports whether the pattern matches the text.
func (p Pattern) MatchString(s string) bool { return p().MatchString(s) }
