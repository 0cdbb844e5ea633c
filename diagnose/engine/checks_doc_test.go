package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

// Every check says what it means, how to check it with kubectl, and how to fix it.
func TestEveryDocTeaches(t *testing.T) {
	for _, c := range check.All {
		before, fix, ok := strings.Cut(c.Doc, "\nFix it: ")
		if !ok || len(fix) < 15 {
			t.Errorf("%s: the doc does not say how to fix it", c.Name)
		}
		meaning, look, ok := strings.Cut(before, "\nCheck it: ")
		if !ok || !strings.Contains(look, "kubectl ") {
			t.Errorf("%s: the doc does not say how to check it with kubectl", c.Name)
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
