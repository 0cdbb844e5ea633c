package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestMarkedPodsShareAFix: three pods with one cause are one fix, done once.
func TestMarkedPodsShareAFix(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	toWeb(d)
	d.keys("space", "space", "space", "f")
	d.shows("Rename the key in Secret shop/regcred", "Fixes 3 pods")
	d.clock.Pass(time.Second)
	d.keys("A")
	if n := len(d.backend.Applied); n != 1 || len(d.backend.Applied[0].Steps) != 1 {
		t.Fatalf("%d fixes were applied", n)
	}
	d.keys("esc", "G", "k", "space", "f")
	d.shows("has no fix 1; take its mark away with space")
	d.keys("esc")
	d.hides("marked")
}

// TestFixMarkedInPractice marks pods with different fixes in the practice cluster,
// applies these with one yes, sees the pods run, and undoes all of it.
func TestFixMarkedInPractice(t *testing.T) {
	d := practiceDriver(t, 120, 50)
	d.catchUp()
	written := map[diagnose.Object]bool{}
	var marked []present.PodKey
	rows := present.Rows(d.a.State.Result)
	for _, r := range rows {
		fixes := present.Root(&d.a.State.Result.Diagnoses[r.Index]).Fixes
		if len(marked) < 3 && len(fixes) > 0 && fixes[0].ID == "rename-key" && fixes[0].Blocked == "" && fixes[0].Form == nil && !written[fixes[0].Steps[0].Object] {
			written[fixes[0].Steps[0].Object] = true
			marked = append(marked, r.Key)
			d.keys("space")
			continue
		}
		d.keys("j")
	}
	if len(marked) < 2 {
		t.Fatalf("marked only %v", marked)
	}
	d.keys("f")
	d.shows("fixes: ", "checks passed")
	time.Sleep(500 * time.Millisecond)
	d.keys("A")
	r, ok := d.a.Top().(*fix.Result)
	if !ok {
		t.Fatalf("A leads to %T:\n%s", d.a.Top(), d.screen())
	}
	for end := time.Now().Add(40 * time.Second); r.Status() != "✓ recovered"; d.catchUp() {
		if time.Now().After(end) {
			t.Fatalf("not recovered:\n%s", d.screen())
		}
		time.Sleep(20 * time.Millisecond)
	}
	d.keys("u")
	d.shows("Undo on")
	time.Sleep(500 * time.Millisecond)
	d.keys("A")
	d.shows("Undone at")
}
