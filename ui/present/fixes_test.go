package present

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// TestEachPodOnce: a pod that recovers by being recreated is listed once in the
// preview.
func TestEachPodOnce(t *testing.T) {
	pods := func(names string) (out []diagnose.Object) {
		for _, n := range names {
			out = append(out, diagnose.Object{Kind: "Pod", Namespace: "shop", Name: string(n)})
		}
		return out
	}
	for _, c := range []struct{ recovers, restarts, recovering, both, restart string }{
		{"ab", "", "ab", "", ""},
		{"ab", "ab", "", "ab", ""},
		{"ab", "bc", "a", "b", "c"},
		{"", "c", "", "", "c"},
	} {
		recovering, both, restart := SplitPods(pods(c.recovers), pods(c.restarts))
		got := slices.Concat(recovering, pods("|"), both, pods("|"), restart)
		if diff := cmp.Diff(pods(c.recovering+"|"+c.both+"|"+c.restart), got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", c, diff)
		}
	}
}
