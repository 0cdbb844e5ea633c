package present

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/cell"
	"github.com/pulldoctor/pulldoctor/ui/theme"
)

func TestAlign(t *testing.T) {
	for _, c := range [][5]string{
		{"gchr.io", "ghcr.io", "gchr.io", "ghcr.io", " ^^"},
		{"ghcr.io", "ghcr.io", "ghcr.io", "ghcr.io", ""},
		{"ghcrio", "ghcr.io", "ghcr·io", "ghcr.io", "    ^"},
		{"https://ghcr.io", "ghcr.io", "https://ghcr.io", "········ghcr.io", "^^^^^^^^"},
		{"", "a", "·", "a", "^"},
		{"日本.io", "ghcr.io", "日本.io", "ghcr.io", ""},
	} {
		a, b, m := Align(c[0], c[1])
		if a != c[2] || b != c[3] || m != c[4] {
			t.Errorf("align(%q, %q) = %q, %q, %q; want %q", c[0], c[1], a, b, m, c[2:])
		}
	}
}

func TestCompareBreaksLongNames(t *testing.T) {
	c := diagnose.Compare{HaveLabel: "name in the secret", Have: strings.Repeat("a", 50) + "x",
		WantLabel: "name in the image", Want: strings.Repeat("a", 50) + "y"}
	lines := CompareLines(theme.Plain(), &c, 40)
	if got := strings.Join(lines, "\n"); !strings.Contains(got, "^") || !strings.Contains(got, "upper line: name in the secret") {
		t.Errorf("compare:\n%s", got)
	}
}

// TestDifferingCharacters: only what differs is marked, in whole characters.
func TestDifferingCharacters(t *testing.T) {
	th := theme.New(true)
	got := differing(th.Broken, "gchr.io", " ^^")
	if want := "g" + th.Broken.Render("ch") + "r.io"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got := differing(th.Broken, "日本", ""); got != "日本" || cell.Width(got) != 4 {
		t.Errorf("without marks: %q", got)
	}
}
