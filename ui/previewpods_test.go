package ui

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// TestEachPodOnce: a pod that heals by being made anew stands once in the
// preview.
func TestEachPodOnce(t *testing.T) {
	pods := func(names string) (out []diagnose.Object) {
		for _, n := range names {
			out = append(out, diagnose.Object{Kind: "Pod", Namespace: "shop", Name: string(n)})
		}
		return out
	}
	for _, c := range []struct{ heals, restarts, heal, both, restart string }{
		{"ab", "", "ab", "", ""},
		{"ab", "ab", "", "ab", ""},
		{"ab", "bc", "a", "b", "c"},
		{"", "c", "", "", "c"},
	} {
		heal, both, restart := parted(pods(c.heals), pods(c.restarts))
		got := slices.Concat(heal, pods("|"), both, pods("|"), restart)
		if diff := cmp.Diff(pods(c.heal+"|"+c.both+"|"+c.restart), got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c, diff)
		}
	}
}

// Taking back a list in a template says that the pods are made anew.
func TestUndoOfATemplateRestarts(t *testing.T) {
	d := drive(t, 80, 24).reading(fixtureSnapshot(noon))
	web := diagnose.Object{Kind: "Deployment", Namespace: "web", Name: "storefront"}
	undo := diagnose.Fix{ID: "undo-attach", Title: "Take back: Attach", Undoes: true,
		Steps: []diagnose.Step{{Object: web, Write: step.SetTemplatePullSecrets{}}}}
	p := &preview{a: d.a, fix: undo}
	if text := strings.Join(p.promises(200), " "); !strings.Contains(text, "Rolls out the former template: its pods are made anew.") || strings.Contains(text, "Restarts nothing") {
		t.Error(text)
	}
}
