package cluster_test

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
)

// A user who may not watch is informed, keeps the rows, and sees what a new
// reading finds.
func TestUnwatched(t *testing.T) {
	tests := []struct {
		refused string
		said    string // part of the error; empty: nothing is said, it is polled
		change  func(*apitest.Server)
		seen    func(*diagnose.Snapshot) bool
	}{
		{"watch pods", "You may list pods but not watch them",
			func(api *apitest.Server) { api.Put(waitingPod("shop", "second", "there")) },
			func(s *diagnose.Snapshot) bool { return len(s.Pods) == 2 }},
		{"watch secrets", "",
			func(api *apitest.Server) { api.Put(login("shop", "more", "ghcr.io")) },
			func(s *diagnose.Snapshot) bool { return len(s.Secrets) == 2 }},
		{"watch serviceaccounts", "",
			func(api *apitest.Server) { api.Put(account("shop", "second")) },
			func(s *diagnose.Snapshot) bool { return len(s.ServiceAccounts) == 2 }},
	}
	for _, tt := range tests {
		t.Run(tt.refused, func(t *testing.T) {
			refuse := func(api *apitest.Server) { api.Allow = deny{rights: []string{tt.refused}}.allows }
			watched(t, base(), refuse, func(api *apitest.Server, updates <-chan diagnose.Update) {
				said, changed := "", false
				for u := range updates {
					if u.Err != nil {
						said = u.Err.Error()
						if u.Live || u.Snapshot == nil || len(u.Snapshot.Pods) == 0 {
							t.Errorf("live %v, rows %v", u.Live, u.Snapshot)
						}
					}
					if u.Snapshot != nil && len(u.Snapshot.Pods) > 0 && !changed && (u.Live || u.Err != nil) {
						tt.change(api)
						changed = true
					}
					if changed && tt.seen(u.Snapshot) && (tt.said == "" || said != "") {
						break
					}
				}
				if (said == "") != (tt.said == "") || !strings.Contains(said, tt.said) {
					t.Errorf("it says %q", said)
				}
			})
		})
	}
}
