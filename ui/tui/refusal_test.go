package tui

import (
	"github.com/pulldoctor/pulldoctor/ui/uitest"
	"testing"
)

// TestRefusalEndsWithTheNextKey: it would be read as the answer to that key.
func TestRefusalEndsWithTheNextKey(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("esc")
	d.shows("esc: this is the first screen; q quits")
	d.keys("enter")
	d.hides("this is the first screen")
}

// TestPartOfANamespace: ns: takes whole names, and says so to who does not know.
func TestPartOfANamespace(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("/")
	d.types("ns:sho")
	d.shows("None of", "ns: needs a full name, such as ns:shop.")
	d.types("p")
	d.shows("web-7d9")
	d.types(" nobody")
	d.shows("None of")
	d.hides("full name")
}

// TestTooSoon: who presses A at once learns that it was not taken.
func TestTooSoon(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("f", "A")
	d.shows("A: too soon, nothing was changed")
	if len(d.backend.Applied) != 0 {
		t.Error("it was applied")
	}
}
