package diagnose

import (
	"slices"
	"testing"
	"time"
)

// A roll-out brings a new ReplicaSet; the pods of the old one are followed to
// different new ones.
func TestFollowAllThroughARollout(t *testing.T) {
	pod := func(name, hash string, age time.Duration, running bool) Pod {
		p := Pod{Meta: Meta{Kind: "Pod", Namespace: "shop", Name: name, UID: name, Created: noon.Add(-age),
			Labels: map[string]string{"pod-template-hash": hash}, Owners: []Owner{{"apps/v1", "ReplicaSet", "web-" + hash, "rs-" + hash, true}}}}
		if running {
			p.Phase = "Running"
		}
		return p
	}
	a, b := pod("web-1-a", "1", time.Hour, false), pod("web-1-b", "1", time.Hour, false)
	tracked := []Tracked{Track(&a), Track(&b)}
	later := &Snapshot{Pods: []Pod{pod("web-2-c", "2", time.Minute, true), pod("web-2-d", "2", time.Second, true), pod("web-1-old", "1", 2*time.Hour, true)}}
	var got []string
	for _, f := range FollowAll(later, tracked) {
		got = append(got, f.Pod.Name+" "+string(f.State))
	}
	if want := []string{"web-2-d running", "web-2-c running"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if _, state := tracked[0].Follow(&Snapshot{}); state != PodGone {
		t.Errorf("without an heir the pod is %s", state)
	}
	if o, state := tracked[0].Follow(&Snapshot{Pods: []Pod{a}}); o.Name != "web-1-a" || state != PodWaiting {
		t.Errorf("the pod itself: %s %s", o, state)
	}
}

// A pod that waits for its sandbox's image is failing, too.
func TestState(t *testing.T) {
	p := Pod{Phase: "Pending", Containers: []Container{{Name: "app", Waiting: true, Reason: "ContainerCreating"}}}
	if p.State() != PodWaiting || !p.Undecided() {
		t.Errorf("creating: %s, undecided %v", p.State(), p.Undecided())
	}
	p.Containers = append(p.Containers, Container{Type: TypeSandbox, Waiting: true, Reason: "FailedCreatePodSandBox"})
	if p.State() != PodFailing || p.Undecided() {
		t.Errorf("sandbox: %s", p.State())
	}
	p = Pod{Phase: "Running", Containers: []Container{{Running: true}, {Waiting: true, Reason: "CrashLoopBackOff"}}}
	if p.State() != PodWaiting || p.Undecided() {
		t.Errorf("crashing: %s, undecided %v", p.State(), p.Undecided())
	}
}
