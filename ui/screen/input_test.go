package screen

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/ui/theme"
)

// Typing, moving the caret, deleting and pasting, and how the line looks.
func TestInput(t *testing.T) {
	press := func(i *Input, code rune, mod tea.KeyMod) bool {
		return i.Key(tea.KeyPressMsg{Code: code, Mod: mod})
	}
	changes := 0
	i := &Input{Changed: func() { changes++ }}
	for _, r := range "ghr.io" {
		i.Key(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	for range 4 {
		press(i, tea.KeyLeft, 0)
	}
	i.Key(tea.KeyPressMsg{Code: 'c', Text: "c"})
	if i.Value != "ghcr.io" || changes != 7 {
		t.Errorf("text %q after %d changes", i.Value, changes)
	}
	if got := i.Show(20, true); got != "ghc"+theme.Caret+"r.io" {
		t.Errorf("shown as %q", got)
	}
	lost := 0
	i.Pasted = func(n int) { lost = n }
	i.Paste(" X\u202e\n")
	if i.Value != "ghcXr.io" || lost != 2 {
		t.Errorf("after pasting: %q, %d lost", i.Value, lost)
	}
	press(i, tea.KeyBackspace, 0)
	press(i, tea.KeyEnd, 0)
	if got := i.Show(4, true); got != ".io"+theme.Caret {
		t.Errorf("cut to its end: %q", got)
	}
	i.Masked = true
	if got := i.Show(20, false); got != "•••••••" {
		t.Errorf("masked: %q", got)
	}
	press(i, 'u', tea.ModCtrl)
	if i.Value != "" {
		t.Errorf("ctrl+u leaves %q", i.Value)
	}
	for name, k := range map[string]tea.KeyPressMsg{"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "ctrl+v": {Code: 'v', Mod: tea.ModCtrl}, "up": {Code: tea.KeyUp}} {
		if i.Key(k) {
			t.Errorf("%s is taken for an editing key", name)
		}
	}
}

// A line break in a pasted filter parts words; in a token it is where a
// terminal has folded it.
func TestPastedBreaks(t *testing.T) {
	for masked, want := range map[bool]string{false: "ns:web login", true: "ns:weblogin"} {
		i := &Input{Masked: masked}
		i.Paste("ns:web\r\nlogin\n")
		if i.Value != want {
			t.Errorf("masked %v: %q", masked, i.Value)
		}
	}
}
