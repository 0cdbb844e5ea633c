package tui

import (
	"strconv"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestSuspendNeedsAShell: ctrl+z says why it does nothing.
func TestSuspendNeedsAShell(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("ctrl+z")
	d.shows("no shell waits for this program")
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

// TestCauseStaysAboveItsPods: the line of the cause is on the screen with the
// pod that was chosen.
func TestCauseStaysAboveItsPods(t *testing.T) {
	s := uitest.Snapshot(uitest.Noon)
	for i := range 30 {
		p := s.Pods[4]
		p.Name, p.UID = "web-more-"+strconv.Itoa(i), "u"+strconv.Itoa(i)
		p.Labels = map[string]string{"cause": "host-mismatch"}
		s.Pods = append([]diagnose.Pod{p}, s.Pods...)
	}
	d := drive(t, 80, 24).reading(s)
	d.keys("tab", "G", "k", "k", "tab", "tab")
	l := d.a.Stack[0].(*List)
	head := l.items[l.headOf(l.cursor)]
	if head.kind != causeItem {
		t.Fatalf("the cursor is on %+v", l.items[l.cursor])
	}
	d.shows(l.rows[head.row].Cause)
}
