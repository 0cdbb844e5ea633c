package tui

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestSuspendNeedsAShell: ctrl+z says why it does nothing.
func TestSuspendNeedsAShell(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("ctrl+z")
	d.shows("there is no shell to return to")
	d.a.Shell = true
	if why := suspendAction(d.a).Disabled; why != "" {
		t.Errorf("with a shell: %q", why)
	}
	d.a.Writing++
	if suspendAction(d.a).Disabled == "" {
		t.Error("a fix that is being written may be stopped half way")
	}
}

// TestRevealGoesThere: passwords that were asked for are on the screen, also
// where the secret stood further below.
func TestRevealGoesThere(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter", "enter")
	d.hides(uitest.HiddenPassword)
	d.keys("x")
	d.shows("Decoded, passwords shown for", uitest.HiddenPassword)
	d.keys("x")
	d.hides(uitest.HiddenPassword)
}
