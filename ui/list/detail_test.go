package list

import (
	"strings"
	"testing"
)

func TestFirstLines(t *testing.T) {
	text := []string{"one", "two two two", "three"}
	for _, c := range []struct {
		n, w int
		want string
	}{{3, 20, "one|two two two|three"}, {2, 20, "one|two two two …"}, {2, 10, "one|two two …"}, {1, 20, "one …"}, {0, 20, ""}, {-1, 20, ""}} {
		got := strings.Join(firstLines(text, c.n, c.w), "|")
		if got != c.want {
			t.Errorf("%d lines of %d: %q, want %q", c.n, c.w, got, c.want)
		}
	}
	if text[1] != "two two two" {
		t.Error("the text itself was changed")
	}
}
