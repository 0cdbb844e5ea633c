package tui

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

func TestDebounce(t *testing.T) {
	type press struct {
		after time.Duration
		key   string
	}
	ms := time.Millisecond
	for _, c := range []struct {
		name    string
		presses []press
		applies bool
	}{
		{"at once", []press{{0, "A"}}, false},
		{"too soon", []press{{399 * ms, "A"}}, false},
		{"after the pause", []press{{400 * ms, "A"}}, true},
		{"every key restarts the pause", []press{{300 * ms, "j"}, {300 * ms, "j"}, {300 * ms, "A"}}, false},
		{"held down", []press{{300 * ms, "A"}, {300 * ms, "A"}, {300 * ms, "A"}}, false},
		{"typing on, then a pause", []press{{300 * ms, "j"}, {400 * ms, "A"}}, true},
		{"keys after the pause do not count", []press{{500 * ms, "j"}, {10 * ms, "A"}}, true},
		{"enter never applies", []press{{time.Second, "enter"}}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
			toWeb(d)
			d.keys("f")
			for _, p := range c.presses {
				d.clock.Pass(p.after)
				d.keys(p.key)
			}
			if got := len(d.backend.Applied) == 1; got != c.applies {
				t.Errorf("applied: %v, want %v", got, c.applies)
			}
		})
	}
}

func TestRefusals(t *testing.T) {
	d := drive(t, 80, 24).reading(uitest.Snapshot(uitest.Noon))
	d.backend.Checks = []diagnose.Precheck{{Text: "you may patch secrets in shop", Why: "you may not patch secrets in shop; ask for the right"}}
	toWeb(d)
	d.keys("f")
	d.clock.Pass(time.Second)
	d.shows("cannot be applied", "Cannot be applied: you may not patch secrets in shop")
	d.keys("A")
	if len(d.backend.Applied) != 0 {
		t.Error("applied in spite of a failed check")
	}
	d.shows("A: you may not patch secrets in shop")
	d.keys("?")
	d.shows("Not now: you may")
	d.keys("esc", "esc")
	d.shows("BROKEN")
}

func TestProductionAsksForTheNamespace(t *testing.T) {
	d := drive(t, 80, 24, func(o *ui.Options) { o.Context = "eks-prod-1" }).reading(uitest.Snapshot(uitest.Noon))
	d.shows("PRODUCTION")
	toWeb(d)
	d.keys("f")
	d.clock.Pass(time.Second)
	d.keys("A")
	d.shows("Type the namespace shop")
	d.keys("s", "h", "o", "enter")
	if len(d.backend.Applied) != 0 {
		t.Fatal("applied with half a namespace")
	}
	d.shows("nothing was changed")
	d.keys("A", "s", "h", "o", "p", "enter")
	if len(d.backend.Applied) != 1 {
		t.Error("not applied with the namespace")
	}
}
