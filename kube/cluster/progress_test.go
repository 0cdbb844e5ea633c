package cluster_test

import (
	"net/http"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
)

// The pending pods are there before the others have been read, and how far
// that was read is reported in numbers.
func TestFirstRowsAndProgress(t *testing.T) {
	var (
		shown chan struct{}
		lists atomic.Int32
	)
	hold := func(api *apitest.Server) {
		shown = make(chan struct{})
		api.Disturb(func(next http.Handler) http.Handler {
			return http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) {
				// After the count and the pending ones, the rows have to be there:
				// if they wait for more, nothing moves and the test ends so.
				if strings.HasSuffix(q.URL.Path, "/pods") && lists.Add(1) > 2 {
					<-shown
				}
				next.ServeHTTP(w, q)
			})
		})
	}
	watched(t, crowd(3000, 4), hold, func(api *apitest.Server, updates <-chan diagnose.Update) {
		var said []string
		early := 0
		for u := range updates {
			if u.Live {
				break
			}
			if u.Snapshot != nil && early == 0 {
				early = len(u.Snapshot.Pods)
				close(shown)
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
