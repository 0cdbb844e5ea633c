package tui

import (
	"context"
	"testing"

	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestReachAnotherNamespace: where one namespace is read, another one and all of
// them are one key away, and nothing of the first stays.
func TestReachAnotherNamespace(t *testing.T) {
	var reached []string
	d := drive(t, 80, 24, func(o *ui.Options) {
		o.Namespace = "shop"
		o.Namespaces = func(context.Context) []string { return []string{"ci", "shop", "web"} }
		o.Reach = func(ns string) (ui.Backend, string) {
			reached = append(reached, ns)
			b := uitest.NewBackend()
			close(b.Updates) // nothing here waits
			if ns == "" {
				return b, allNamespaces
			}
			return b, ns
		}
	}).reading(uitest.Snapshot(uitest.Noon))
	d.keys("ctrl+n")
	d.shows("namespace all", "namespace ci", "not now: this is the current namespace", "namespace web")
	d.types("web")
	d.keys("enter")
	d.shows("kind-lab / web", "now reading web", "Reading the cluster")
	d.hides("failing of")
	d.reading(uitest.Snapshot(uitest.Noon))
	d.keys("0")
	d.shows("kind-lab / all namespaces", "now reading all namespaces")
	d.reading(uitest.Snapshot(uitest.Noon))
	d.keys("ctrl+n")
	d.types("ci")
	d.keys("enter")
	d.shows("Filter: ns:ci", "2 of 10")
	d.keys("0")
	d.shows("/ to filter")
	if len(reached) != 2 || reached[0] != "web" || reached[1] != "" {
		t.Errorf("read %q, want web and then all", reached)
	}
}

// TestNamespacesThatCannotBeListed: a cluster may refuse to list them.
func TestNamespacesThatCannotBeListed(t *testing.T) {
	d := drive(t, 80, 24, func(o *ui.Options) {
		o.Namespace = "shop"
		o.Namespaces = func(context.Context) []string { return nil }
		o.Reach = func(string) (ui.Backend, string) { return uitest.NewBackend(), allNamespaces }
	}).reading(uitest.Snapshot(uitest.Noon))
	d.keys("ctrl+n")
	d.shows("namespaces cannot be listed", "namespace all")
}
