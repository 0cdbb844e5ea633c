package read

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

func TestDescent(t *testing.T) {
	pod := func(kind, owner, hash string) *diagnose.Pod {
		p := &diagnose.Pod{Meta: diagnose.Meta{Namespace: "shop", Name: "p"}}
		if kind != "" {
			p.Owners = []diagnose.Owner{{Kind: kind, Name: owner, Controller: true}}
		}
		if hash != "" {
			p.Labels = map[string]string{"pod-template-hash": hash}
		}
		return p
	}
	tests := []struct {
		name string
		pod  *diagnose.Pod
		want string
	}{
		{"bare", pod("", "", ""), ""},
		{"of a Deployment", pod("ReplicaSet", "web-6d4cf56db6", "6d4cf56db6"), "shop/ReplicaSet/web"},
		{"of a lone ReplicaSet", pod("ReplicaSet", "web-1", ""), "shop/ReplicaSet/web-1"},
		{"of a CronJob", pod("Job", "nightly-29123456", ""), "shop/Job/nightly"},
		{"of a lone Job", pod("Job", "migrate", ""), "shop/Job/migrate"},
		{"of a StatefulSet", pod("StatefulSet", "db", ""), "shop/StatefulSet/db"},
	}
	for _, tt := range tests {
		if got := track.Lineage(tt.pod); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	k := &Keep{}
	first := pod("Job", "nightly-1", "")
	first.Created = time.Unix(100, 0)
	if k.wants(first) {
		t.Error("nothing is kept yet")
	}
	k.note(first)
	next := pod("Job", "nightly-2", "")
	next.Name = "q"
	for at, want := range map[int64]bool{50: false, 100: true, 200: true} {
		if next.Created = time.Unix(at, 0); k.wants(next) != want {
			t.Errorf("created at %d: kept %v", at, !want)
		}
	}
}
