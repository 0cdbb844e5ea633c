package kube_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
)

// The pending pods are there before the others have been read, and how far
// that has come is told in numbers.
func TestFirstRowsAndProgress(t *testing.T) {
	watched(t, crowd(3000, 4), func(api *apitest.Server, updates <-chan diagnose.Update) {
		var said []string
		early := 0
		for u := range updates {
			if u.Live {
				break
			}
			if u.Snapshot != nil && early == 0 {
				early = len(u.Snapshot.Pods)
				if n := api.Count("list pods"); n > 2 { // the count and the pending ones
					t.Errorf("the first rows come after %d lists", n)
				}
			}
			said = append(said, u.Progress)
		}
		if early != 300 {
			t.Errorf("%d pods come early", early)
		}
		if !slices.ContainsFunc(said, func(s string) bool { return strings.HasPrefix(s, "reading pods: ") && strings.HasSuffix(s, " of 3000") }) {
			t.Errorf("progress %q", said)
		}
	})
}
