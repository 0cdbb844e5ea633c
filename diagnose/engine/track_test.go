package engine

import (
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// A roll-out brings a new ReplicaSet; the pods of the old one are followed to
// different new ones.
func TestFollowAllThroughARollout(t *testing.T) {
	pod := func(name, hash string, age time.Duration, running bool) diagnose.Pod {
		p := diagnose.Pod{Meta: diagnose.Meta{Kind: "Pod", Namespace: "shop", Name: name, UID: name, Created: noon.Add(-age),
			Labels: map[string]string{"pod-template-hash": hash}, Owners: []diagnose.Owner{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "web-" + hash, UID: "rs-" + hash, Controller: true}}}}
		if running {
			p.Phase = "Running"
		}
		return p
	}
	a, b := pod("web-1-a", "1", time.Hour, false), pod("web-1-b", "1", time.Hour, false)
	tracked := []diagnose.Tracked{track.Track(&a), track.Track(&b)}
	later := &diagnose.Snapshot{Pods: []diagnose.Pod{pod("web-2-c", "2", time.Minute, true), pod("web-2-d", "2", time.Second, true), pod("web-1-old", "1", 2*time.Hour, true)}}
	var got []string
	for _, f := range track.FollowAll(later, tracked) {
		got = append(got, f.Pod.Name+" "+string(f.State))
	}
	if want := []string{"web-2-d running", "web-2-c running"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, state := track.Follow(tracked[0], &diagnose.Snapshot{}); state != diagnose.PodGone {
		t.Errorf("without an heir the pod is %s", state)
	}
	if o, state := track.Follow(tracked[0], &diagnose.Snapshot{Pods: []diagnose.Pod{a}}); o.Name != "web-1-a" || state != diagnose.PodWaiting {
		t.Errorf("the pod itself: %s %s", o, state)
	}
}

// A pod that waits for its sandbox's image is failing, too.
func TestState(t *testing.T) {
	p := diagnose.Pod{Phase: "Pending", Containers: []diagnose.Container{{Name: "app", Waiting: true, Reason: "ContainerCreating"}}}
	if track.State(&p) != diagnose.PodWaiting || !track.Undecided(&p) {
		t.Errorf("creating: %s, undecided %v", track.State(&p), track.Undecided(&p))
	}
	p.Containers = append(p.Containers, diagnose.Container{Type: diagnose.TypeSandbox, Waiting: true, Reason: "FailedCreatePodSandBox"})
	if track.State(&p) != diagnose.PodFailing || track.Undecided(&p) {
		t.Errorf("sandbox: %s", track.State(&p))
	}
	p = diagnose.Pod{Phase: "Running", Containers: []diagnose.Container{{Running: true}, {Waiting: true, Reason: "CrashLoopBackOff"}}}
	if track.State(&p) != diagnose.PodWaiting || track.Undecided(&p) {
		t.Errorf("crashing: %s, undecided %v", track.State(&p), track.Undecided(&p))
	}
}
