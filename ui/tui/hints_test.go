package tui

import (
	"github.com/pulldoctor/pulldoctor/ui/uitest"
	"testing"
)

// TestRefusalEndsWithTheNextKey: it would be read as the answer to that key.
func TestRefusalEndsWithTheNextKey(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("esc")
	d.shows("esc: this is the first screen; q leaves")
	d.keys("enter")
	d.hides("this is the first screen")
}

// TestHalfANamespace: ns: takes whole names, and says so to who does not know.
func TestHalfANamespace(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("/")
	d.types("ns:sho")
	d.shows("None of", "ns: wants a whole name, such as ns:shop.")
	d.types("p")
	d.shows("web-7d9")
	d.types(" nobody")
	d.shows("None of")
	d.hides("whole name")
}

// TestTooSoonSaysSo: who presses y at once learns that it was not taken.
func TestTooSoonSaysSo(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("f", "y")
	d.shows("y: too soon, nothing was done")
	if len(d.backend.Applied) != 0 {
		t.Error("it was applied")
	}
}
