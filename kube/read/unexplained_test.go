package read

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func TestUnexplained(t *testing.T) {
	before, made, after := time.Unix(1000, 0), time.Unix(2000, 0), time.Unix(3000, 0)
	const (
		full = `Back-off pulling image "ghcr.io/acme/web:1": ErrImagePull: failed to pull and unpack image "ghcr.io/acme/web:1": failed to resolve image: ghcr.io/acme/web:1: not found`
		bare = `Back-off pulling image "ghcr.io/acme/web:1"`
	)
	tests := []struct {
		name    string
		message string
		changed time.Time
		refused []diagnose.Unreadable
		want    bool
	}{
		{"the status says it", full, before, nil, false},
		{"a back-off without a cause", bare, before, nil, true},
		{"a secret is newer than the pod", full, after, nil, true},
		{"a secret as old as the pod", full, made, nil, true},
		{"a secret may not be read", full, before, []diagnose.Unreadable{{Resource: "secrets", Namespace: "shop", Verb: "get", Why: "forbidden"}}, true},
		{"one of another namespace", full, before, []diagnose.Unreadable{{Resource: "secrets", Namespace: "ci", Verb: "get", Why: "forbidden"}}, false},
	}
	for _, tt := range tests {
		s := &diagnose.Snapshot{
			Pods: []diagnose.Pod{{
				Meta: diagnose.Meta{Namespace: "shop", Name: "web", Created: made}, Phase: "Pending",
				Containers: []diagnose.Container{{Name: "a", Waiting: true, Reason: "ImagePullBackOff", Message: tt.message}},
			}},
			Secrets:    []diagnose.Secret{{Meta: diagnose.Meta{Namespace: "shop", Name: "s", Changed: tt.changed}}},
			Unreadable: tt.refused,
		}
		if got := len(unexplained(s)) == 1; got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
