package tui

import (
	"errors"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/list"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// withContexts has two contexts; each has its own backend.
func withContexts(other *uitest.Backend, fails error) func(*ui.Options) {
	return func(o *ui.Options) {
		o.Contexts = func() ([]string, string, error) { return []string{"kind-lab", "kind-other"}, "kind-lab", nil }
		o.Switch = func(name string) (ui.Backend, ui.Options, error) {
			return other, ui.Options{Context: name, Namespace: "default"}, fails
		}
	}
}

func TestSwitchContext(t *testing.T) {
	other := uitest.NewBackend()
	close(other.Updates) // nothing here waits
	d := drive(t, 100, 30, withContexts(other, nil)).reading(uitest.Snapshot(uitest.Noon))
	d.keys("enter", "C")
	d.shows(": context", "context kind-lab", "not now: this is the current context", "context kind-other")
	d.keys("o", "t", "h", "e", "r", "enter")
	d.shows("kind-other / default", "switched to context kind-other", "Reading the cluster")
	d.send(diagnosedMsg{source: 0, reading: list.NewReading(uitest.Result(uitest.Snapshot(uitest.Noon), optionsNone), list.Recovered{}, uitest.Noon)})
	d.send(updateMsg{source: 0, update: diagnose.Update{Snapshot: uitest.Snapshot(uitest.Noon)}, ok: true})
	d.hides("failing of")
	d.reading(uitest.Snapshot(uitest.Noon))
	d.shows("10 failing of 43")
	d.keys("r")
	if other.Refreshed != 1 || d.backend.Refreshed != 0 {
		t.Errorf("refreshed %d and %d times, want the new backend once", other.Refreshed, d.backend.Refreshed)
	}
}

func TestSwitchContextFails(t *testing.T) {
	d := drive(t, 100, 30, withContexts(nil, errors.New("the login has run out"))).reading(uitest.Snapshot(uitest.Noon))
	d.keys("C", "o", "t", "h", "e", "r", "enter")
	d.shows("× the login has run out", "kind-lab / all namespaces", "10 failing of 43")
}

func TestNoContexts(t *testing.T) {
	d := drive(t, 100, 30).reading(uitest.Snapshot(uitest.Noon))
	d.keys("C")
	d.shows("C: no kubeconfig is used here")
}
