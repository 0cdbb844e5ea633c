package faults

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	begin = "<!-- faults:begin -->"
	end   = "<!-- faults:end -->"
)

var quoted = regexp.MustCompile("“([^”]+)”")

// TestTable runs the test of each row of the table in README.md, and requires the
// words that the row promises; a row that promises none must bring none.
func TestTable(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), begin)
	table, _, ok := strings.Cut(table, end)
	if !ok {
		t.Fatal("README.md has no table of faults")
	}
	left := map[string]bool{}
	for _, f := range faults {
		left[f.name] = true
	}
	for _, line := range strings.Split(strings.TrimSpace(table), "\n")[2:] {
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 2 {
			t.Fatalf("not a row: %q", line)
		}
		delete(left, cells[0])
		f, ok := find(cells[0])
		if !ok {
			t.Errorf("%q has no test", cells[0])
			continue
		}
		t.Run(cells[0], func(t *testing.T) {
			inWorld(t, f.access, func(w *world) {
				f.test(w)
				promised := quoted.FindAllStringSubmatch(cells[1], -1)
				all := strings.Join(w.said, "\n")
				for _, p := range promised {
					for _, part := range strings.Split(p[1], "…") {
						if !strings.Contains(all, strings.TrimSpace(part)) {
							t.Errorf("reports %q missing from %q", part, w.said)
						}
					}
				}
				if len(promised) == 0 && len(w.said) > 0 {
					t.Errorf("unexpected report: %q", w.said)
				}
			})
		})
	}
	for name := range left {
		t.Errorf("README.md does not list %q", name)
	}
}

// fault is one row: test brings the trouble about and checks what comes of it.
type fault struct {
	name   string
	access access
	test   func(*world)
}

// faults are the rows of the table in README.md.
var faults = slices.Concat(listFaults, loginFaults, watchFaults)

func find(name string) (fault, bool) {
	for _, f := range faults {
		if f.name == name {
			return f, true
		}
	}
	return fault{}, false
}
