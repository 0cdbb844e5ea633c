package tui

import (
	"errors"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestSelectionStays: the cursor follows its pod while others come and go.
func TestSelectionStays(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.reading(uitest.Snapshot(uitest.Noon, "runner-0", "runner-1", "cart-6c5d9f7b4-p8wzt"))
	d.shows("▸ shop  web-7d9f4c6b8-2xkqp")
	d.keys("tab")
	d.shows("▸ + × registry key typo")
	d.keys("enter")
	d.shows("▸   ├ shop / web-7d9f4c6b8-2xkqp")
	d.keys("tab", "/", "2", "x", "k", "enter")
	d.shows("▸ shop  web-7d9f4c6b8-2xkqp", "1 of 7")
	d.keys("esc")
	d.shows("▸ shop  web-7d9f4c6b8-2xkqp", "blog-5f7cc9d")
}

func TestErrorsSayWhatToDo(t *testing.T) {
	d := drive(t, 80, 24)
	d.send(updateMsg{update: diagnose.Update{Progress: "reading pods"}, ok: true})
	d.shows("Reading the cluster", "| reading pods", "reading...")
	d.clock.Pass(4 * time.Second)
	d.shows("(4 s)")
	d.send(updateMsg{update: diagnose.Update{Err: errors.New("kind-lab does not answer; is it started?")}, ok: true})
	d.shows("Nothing could be read", "is it started?", "r retries", "× not reading")
	s := uitest.Snapshot(uitest.Noon)
	s.Unreadable = []diagnose.Unreadable{{Resource: "secrets", Namespace: "ci", Verb: "list", Why: "forbidden"}}
	d.reading(s)
	d.shows("! Could not read secrets in ci (forbidden)")
	d.keys("L")
	d.shows("kubectl auth can-i list secrets -n ci", "is it started?")
	d.keys("esc")
	s = &diagnose.Snapshot{Now: uitest.Noon, PodsRead: 3, Unreadable: s.Unreadable}
	d.reading(s)
	d.shows("No failures found, but not everything could be read")
	d.hides("No image pull failures")
}

func TestLeaving(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.keys("enter", "q")
	if d.quit {
		t.Fatal("q leaves from a screen that is not the first")
	}
	d.a.Writing = 1
	d.keys("ctrl+c")
	d.shows("press ctrl+c again")
	if d.quit {
		t.Fatal("one ctrl+c leaves while a fix is applied")
	}
	d.keys("ctrl+c")
	if !d.quit {
		t.Error("two do not")
	}
}
