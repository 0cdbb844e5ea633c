package tui

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/pod"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestCopies: y copies wherever it does something, and never writes.
func TestCopies(t *testing.T) {
	d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	for _, open := range []string{"", "enter", "enter"} {
		if open != "" {
			d.keys(open)
		}
		d.keys("y")
		d.shows("copied the report of shop/web-7d9f4c6b8-2xkqp as YAML")
	}
	if len(d.backend.Applied) != 0 {
		t.Error("copying has applied a fix")
	}
}

// TestButtons: the arrows choose; enter never applies, wherever the focus is.
func TestButtons(t *testing.T) {
	d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("f")
	d.clock.Pass(2 * screen.DebounceTime)
	d.shows("▸ [ Cancel ]")
	d.keys("right")
	d.shows("▸ [ A  Apply ]")
	d.keys("enter")
	d.shows("enter does not apply: press A")
	d.keys("right")
	d.shows("▸ [ w  Save files ]")
	d.keys("right", "left", "left", "enter")
	if len(d.backend.Applied) != 0 {
		t.Fatal("enter has applied the fix")
	}
	d.keys("left", "enter")
	if _, ok := d.a.Top().(*fix.Preview); ok {
		t.Error("enter on Cancel stays in the preview")
	}
}

// TestChecksAboveTheChange: at 80 columns those that hold are counted above the
// change and listed below it; one that fails is shown in full.
func TestChecksAboveTheChange(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.backend.Checks = nil
	for _, text := range []string{"one", "two", "three", "four", "five"} {
		d.backend.Checks = append(d.backend.Checks, diagnose.Precheck{Text: "check " + text, OK: true})
	}
	d.backend.Checks = append(d.backend.Checks, diagnose.Precheck{Text: "check six", Why: "because of this"})
	toWeb(d)
	d.keys("f")
	d.shows("× check six: because of this", `-       "gchr.io"`)
	d.hides("check four")
	d.keys("G")
	d.shows("The same with kubectl")
	d.keys("ctrl+u")
	d.shows("✓ check three")
}

// TestLongWarnings: the change is on the screen whatever the fix warns of.
func TestLongWarnings(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter")
	fix := d.a.Top().(*pod.Diagnosis).ChosenFix()
	fix.Warnings = []string{strings.Repeat("kubectl apply looks after this secret and would undo the change ", 3)}
	d.keys("f")
	d.shows("kubectl apply looks after", "✓ 3 checks passed", `-       "gchr.io"`, `+       "ghcr.io"`)
}

// TestWidePreviewScrolls: both panes, so that every command can be read.
func TestWidePreviewScrolls(t *testing.T) {
	d := drive(t, 120, 20).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("enter")
	fix := d.a.Top().(*pod.Diagnosis).ChosenFix()
	fix.Commands = nil
	for i := range 40 {
		fix.Commands = append(fix.Commands, fmt.Sprintf("kubectl step-%d", i))
	}
	d.keys("f")
	d.shows("kubectl step-1", "more lines: ctrl+d")
	d.hides("kubectl step-39")
	d.keys("G")
	d.shows("kubectl step-39")
}
