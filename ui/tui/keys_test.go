package tui

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// checkKeys finds keys that would do two things on the screen that is shown, and
// actions whose keys are not in the table.
func checkKeys(t *testing.T, a *program) {
	t.Helper()
	s := a.Top()
	by := map[string]screen.Key{}
	for _, act := range append(a.Keys.Bind(s.Actions()), a.others(s)...) {
		row := screen.Row(act.Key)
		if row == nil {
			t.Errorf("%T: %q is in no row of the table", s, act.Sentence())
			continue
		}
		for _, k := range act.Keys {
			if was, ok := by[k]; ok {
				t.Errorf("%T: %s is both %s and %s", s, k, was, act.Key)
			}
			by[k] = act.Key
			if !slices.Contains(row.Keys, k) {
				t.Errorf("%T: %s is not among the keys of %s", s, k, act.Key)
			}
		}
	}
}

// TestKeysDoNotClash: on every screen, a key does one thing.
func TestKeysDoNotClash(t *testing.T) {
	for _, s := range scenes {
		for _, w := range []int{80, 140} {
			d := drive(t, w, 40).reading(uitest.Snapshot(uitest.Noon))
			s.play(d)
			checkKeys(t, d.a)
		}
	}
}

// TestWritingKeys: the key of something that changes the cluster does nothing
// else anywhere; a row is named once.
func TestWritingKeys(t *testing.T) {
	names := map[screen.Key]bool{}
	writes := 0
	for _, row := range screen.Table {
		if names[row.Key] {
			t.Errorf("%s has two rows", row.Key)
		}
		names[row.Key] = true
		if !row.Writes {
			continue
		}
		writes++
		for _, other := range screen.Table {
			for _, k := range other.Keys {
				if other.Key != row.Key && slices.Contains(row.Keys, k) {
					t.Errorf("%s writes (%s) and is %s elsewhere", k, row.Key, other.Key)
				}
			}
		}
	}
	if writes == 0 {
		t.Error("nothing writes")
	}
}

// TestOnlyApplyWrites presses every key of the table but the one that applies,
// on each screen, and looks whether a fix was applied.
func TestOnlyApplyWrites(t *testing.T) {
	var keys []string
	for _, row := range screen.Table {
		if !row.Writes {
			keys = append(keys, row.Keys...)
		}
	}
	slices.Sort(keys)
	keys = slices.Compact(keys)
	for _, s := range scenes {
		kind, _, variant := strings.Cut(s.name, "-")
		switch {
		case s.name == "preview-production": // its namespace is typed already
			continue
		case variant && (kind == "list" || kind == "evidence" || kind == "diagnosis"):
			continue
		}
		for _, k := range keys {
			d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
			s.play(d)
			before := len(d.backend.Applied)
			d.clock.Pass(2 * screen.DebounceTime)
			d.keys(k)
			if len(d.backend.Applied) != before {
				t.Fatalf("%s: %s has applied a fix", s.name, k)
			}
		}
	}
}
