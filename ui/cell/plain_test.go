package cell

import (
	"math/rand/v2"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// TestPlainWidth: the short way gives what the library gives, whatever text it
// is given.
func TestPlainWidth(t *testing.T) {
	parts := []string{"a", "web-1", " ", "\x1b[1m", "\x1b[38;2;1;2;3m", "\x1b[m", "\x1b[2J", "\x1b", "\x1b[", "\n", "\x7f", "│", "─", "→", "↑", "…", "✓", "×", "–", "·", "▸", "▾", "●", "•",
		"日", "e\u0301", "\u0301", "\ufe0f", "👩‍👩‍👧", "\u200d", "\x80", "\ue000", "é"}
	r := rand.New(rand.NewPCG(1, 1))
	fast := 0
	for range 20_000 {
		s := ""
		for range r.IntN(6) {
			s += parts[r.IntN(len(parts))]
		}
		if got, want := Width(s), ansi.StringWidth(s); got != want {
			t.Fatalf("%q: %d, want %d", s, got, want)
		}
		if _, ok := plainWidth(s); ok {
			fast++
		}
	}
	if fast == 0 {
		t.Error("nothing went the short way")
	}
}
