package tui

import (
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/screen"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// scenes bring the program to each screen and its variants. Their frames
// are in testdata.
var scenes = []struct {
	name string
	play func(d *driver)
}{
	{"list", func(d *driver) { toWeb(d) }},
	{"list-causes", func(d *driver) { toWeb(d); d.keys("tab") }},
	{"list-causes-open", func(d *driver) { toWeb(d); d.keys("tab", "enter", "j") }},
	{"list-sorted", func(d *driver) { d.keys("s", "s", "s", "s", "s") }},
	{"list-marked", func(d *driver) { toWeb(d); d.keys("space", "space") }},
	{"list-filter", func(d *driver) { d.keys("/"); d.types("cause:tag !docs") }},
	{"list-filter-none", func(d *driver) { d.keys("/"); d.types("ns:nowhere") }},
	{"list-recovered", func(d *driver) {
		d.clock.Pass(30 * time.Second)
		d.reading(uitest.Snapshot(d.clock.T, "web-7d9f4c6b8-2xkqp", "web-7d9f4c6b8-8hq2d"))
	}},
	{"list-empty", func(d *driver) { d.reading(&diagnose.Snapshot{Now: uitest.Noon, PodsRead: 43}) }},
	{"list-empty-partly", func(d *driver) {
		d.reading(&diagnose.Snapshot{Now: uitest.Noon, PodsRead: 40, Unreadable: forbidden})
	}},
	{"list-partly", func(d *driver) {
		s := uitest.Snapshot(uitest.Noon)
		s.Unreadable = forbidden
		d.reading(s)
	}},
	{"list-reading", func(d *driver) {
		d.says(diagnose.Update{Progress: "pods: 500 of about 2100 read"})
		d.clock.Pass(4 * time.Second)
	}},
	{"list-first-reading", func(d *driver) {
		d.a.diagnosed(list.Reading{Result: nil})
		d.a.State = screen.State{}
		d.a.list().Take(list.Reading{})
		d.says(diagnose.Update{Progress: "pods: 500 of about 2100 read"})
	}},
	{"list-error", func(d *driver) {
		d.says(diagnose.Update{Err: errors.New("The cluster does not answer: connection refused by 10.0.0.1:6443. Check the VPN")})
	}},
	{"diagnosis", func(d *driver) { toWeb(d); d.keys("enter") }},
	{"diagnosis-fix", func(d *driver) { toWeb(d); d.keys("enter", "end") }},
	{"diagnosis-nofix", func(d *driver) { d.keys("G", "enter") }},
	{"diagnosis-gone", func(d *driver) {
		toWeb(d)
		d.keys("enter")
		d.reading(uitest.Snapshot(uitest.Noon, "web-7d9f4c6b8-2xkqp"))
	}},
	{"evidence", func(d *driver) { toWeb(d); d.keys("enter", "enter") }},
	{"evidence-registry", func(d *driver) { toWeb(d); d.keys("enter", "enter", "tab") }},
	{"evidence-image", func(d *driver) { toWeb(d); d.keys("enter", "enter", "tab", "tab") }},
	{"evidence-pod", func(d *driver) { toWeb(d); d.keys("enter", "enter", "tab", "tab", "tab") }},
	{"evidence-account", func(d *driver) { toWeb(d); d.keys("enter", "up", "up", "enter") }},
	{"evidence-secret", func(d *driver) { toWeb(d); d.keys("enter", "up", "enter") }},
	{"preview", func(d *driver) { toWeb(d); d.keys("f"); d.clock.Pass(time.Second) }},
	{"preview-checking", func(d *driver) { toWeb(d); d.a.Update(press("f")) }},
	{"preview-blocked", func(d *driver) { toWeb(d); d.keys("up", "f") }},
	{"preview-production", func(d *driver) {
		d.a.Options.Context = "eks-prod-1"
		toWeb(d)
		d.keys("f")
		d.clock.Pass(time.Second)
		d.keys("A")
		d.types("sho")
	}},
	{"form", func(d *driver) { d.keys("g", "f"); d.send(tea.PasteMsg{Content: " made-up \n"}) }},
	{"running", func(d *driver) {
		toWeb(d)
		d.keys("f")
		d.clock.Pass(time.Second)
		d.a.Update(press("A"))
		d.clock.Pass(2 * time.Second)
	}},
	{"result", func(d *driver) {
		applyWeb(d)
		d.clock.Pass(34 * time.Second)
		d.reading(uitest.Snapshot(d.clock.T, "web-7d9f4c6b8-8hq2d"))
	}},
	{"result-recovered", func(d *driver) {
		applyWeb(d)
		d.clock.Pass(41 * time.Second)
		d.reading(uitest.Snapshot(d.clock.T, "web-7d9f4c6b8-2xkqp", "web-7d9f4c6b8-8hq2d", "web-7d9f4c6b8-kk7zm"))
	}},
	{"result-failed", func(d *driver) {
		d.backend.Fails = errors.New("the secret has changed since it was read")
		applyWeb(d)
	}},
	{"undo", func(d *driver) { applyWeb(d); d.keys("u"); d.clock.Pass(time.Second) }},
	{"help", func(d *driver) { toWeb(d); d.keys("?") }},
	{"palette", func(d *driver) { d.keys(":", "n", "a", "m", "e") }},
	{"contexts", func(d *driver) {
		d.a.Options.Contexts = func() ([]string, string, error) {
			return []string{"kind-lab", "staging", "eks-prod-1"}, "kind-lab", nil
		}
		d.a.Options.Switch = func(string) (ui.Backend, ui.Options, error) { return nil, ui.Options{}, errors.New("not here") }
		d.keys("C")
	}},
	{"log", func(d *driver) {
		s := uitest.Snapshot(uitest.Noon)
		s.Unreadable = forbidden
		d.reading(s)
		d.keys("C", "r", "L")
	}},
	{"toast", func(d *driver) { d.keys("G", "f") }},
}

// forbidden is what a careful administrator does not let one read.
var forbidden = []diagnose.Unreadable{
	{Resource: "secrets", Verb: "list", Namespace: "ci", Why: "forbidden"},
	{Resource: "nodes", Verb: "list", Why: "forbidden"},
}

// toWeb puts the cursor on the first pod of the misspelt key.
func toWeb(d *driver) { d.keys("g", "j", "j", "j", "j") }

// applyWeb carries its best fix out.
func applyWeb(d *driver) {
	toWeb(d)
	d.keys("f")
	d.clock.Pass(time.Second)
	d.keys("A")
}

// types presses the keys of a text.
func (d *driver) types(text string) {
	for _, r := range text {
		if r == ' ' {
			d.keys("space")
		} else {
			d.keys(string(r))
		}
	}
}

// says gives the app an update of its backend.
func (d *driver) says(u diagnose.Update) { d.send(updateMsg{source: d.a.source, update: u, ok: true}) }
