package manifest

import (
	"strings"
	"testing"
	"time"
)

// A dump is as old as the newest time that the cluster wrote into it; what is
// yet to come, and what manifests say, does not count.
func TestTaken(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a node's heartbeat": {"apiVersion: v1\nkind: Node\nmetadata: {name: n, creationTimestamp: '2026-01-01T00:00:00Z'}\nstatus: {conditions: [{type: Ready, status: 'True', lastHeartbeatTime: '2026-11-24T09:10:00Z'}]}", "2026-11-24T09:10:00Z"},
		"an event":           {"apiVersion: v1\nkind: Event\nmetadata: {name: e}\ninvolvedObject: {kind: Pod, name: p}\nlastTimestamp: '2026-11-24T09:11:00Z'", "2026-11-24T09:11:00Z"},
		"what is to come":    {"apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: {name: c}\nstatus: {notAfter: '2027-01-01T00:00:00Z', renewalTime: '2026-12-01T00:00:00Z'}", ""},
		"a manifest":         {"apiVersion: v1\nkind: Pod\nmetadata: {name: p, creationTimestamp: '2026-11-24T09:10:00Z'}\nspec: {containers: [{name: a, image: b}]}", ""},
	} {
		s, _, err := ReadFiles([]string{"-"}, strings.NewReader(c.text), "")
		if err != nil {
			t.Fatal(name, err)
		}
		got := ""
		if !s.Taken.IsZero() {
			got = s.Taken.UTC().Format(time.RFC3339)
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}
