package glossary

import (
	"strings"
	"testing"
)

// Every name and spelling belongs to one term, and a meaning fits on half a
// screen of 24 lines.
func TestTerms(t *testing.T) {
	seen := map[string]string{}
	for _, term := range Terms() {
		for _, name := range append([]string{term.Name}, term.Also...) {
			if other := seen[strings.ToLower(name)]; name == "" || other != "" {
				t.Errorf("%q of %s is a name of %q, too", name, term.Name, other)
			}
			seen[strings.ToLower(name)] = term.Name
		}
		if n := len(term.Means); n < 80 || n > 500 || !strings.HasSuffix(term.Means, ".") {
			t.Errorf("%s: %d bytes: %q", term.Name, n, term.Means)
		}
		for line := range strings.SplitSeq(term.Means, "\n") {
			if len(line) > 105 {
				t.Errorf("%s: a line of %d bytes", term.Name, len(line))
			}
		}
	}
}
