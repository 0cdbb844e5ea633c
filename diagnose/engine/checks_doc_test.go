package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

// Every check teaches: how it shows with kubectl, and what mends it.
func TestEveryDocTeaches(t *testing.T) {
	for _, c := range check.All {
		before, mend, ok := strings.Cut(c.Doc, "\nFix it: ")
		if !ok || len(mend) < 15 {
			t.Errorf("%s: the doc does not say what mends it", c.Name)
		}
		meaning, see, ok := strings.Cut(before, "\nCheck it: ")
		if !ok || !strings.Contains(see, "kubectl ") {
			t.Errorf("%s: the doc does not say how it shows with kubectl", c.Name)
		}
		if len(strings.Fields(meaning)) < 12 {
			t.Errorf("%s: the doc does not say what it means", c.Name)
		}
		for line := range strings.Lines(c.Doc) {
			if len(line) > 125 {
				t.Errorf("%s: a line of %d bytes: %s", c.Name, len(line), line)
			}
		}
	}
}
