package present

import (
	"slices"
	"strconv"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// TrackedPod is a pod that is watched after a fix.
type TrackedPod struct {
	tracked      diagnose.Tracked
	restarted    bool // the fix replaces it
	Now          diagnose.Object
	State        diagnose.PodState
	RunningSince time.Time // when it was first seen running
	Check        string    // what stops it now, while it fails
	Cause        string    // the same in words
	Chain        []diagnose.Link

	before news // what the node had reported when the fix was applied
	last   news
}

// news is what a node reported of its newest attempt to pull: its message, and
// when, as far as events may be read.
type news struct {
	text string
	at   time.Time
}

// newsOf returns the newest report on a pod. That the node is backing off is
// none: no attempt was made.
func newsOf(d *diagnose.Diagnosis) news {
	n := news{text: d.Failure.Symptom.Text}
	for _, e := range d.Events {
		if (e.Reason == "Failed" || e.Reason == "Pulling") && e.Message != "Error: ImagePullBackOff" && e.Last.After(n.at) {
			n.at = e.Last
		}
	}
	return n
}

// TrackPods are the pods that a fix repairs or restarts, each once.
func TrackPods(s *diagnose.Snapshot, all []diagnose.Diagnosis, f *diagnose.Fix) []TrackedPod {
	pods := make(map[diagnose.Object]*diagnose.Pod, len(s.Pods))
	for i := range s.Pods {
		pods[s.Pods[i].Object()] = &s.Pods[i]
	}
	reported := make(map[diagnose.Object]news, len(all))
	for i := range all {
		if p := all[i].Pod; p != nil && all[i].Failure != nil {
			reported[p.Object()] = newsOf(&all[i])
		}
	}
	for i := range all { // a result may hold its pods apart from the snapshot
		if p := all[i].Pod; p != nil && pods[p.Object()] == nil {
			pods[p.Object()] = p
		}
	}
	restarted := make(map[diagnose.Object]bool, len(f.Restarts))
	for _, o := range f.Restarts {
		restarted[o] = true
	}
	known := make(map[diagnose.Object]diagnose.Tracked, len(f.Tracked))
	for _, t := range f.Tracked { // known even when the pod is gone already
		known[t.Pod] = t
	}
	seen := map[diagnose.Object]bool{}
	var out []TrackedPod
	for _, objects := range [][]diagnose.Object{f.Recovers, f.Restarts} {
		for _, o := range objects {
			if seen[o] {
				continue
			}
			seen[o] = true
			p := TrackedPod{tracked: diagnose.Tracked{Pod: o}, Now: o,
				State: diagnose.PodWaiting, restarted: restarted[o], before: reported[o]}
			if pod := pods[o]; pod != nil {
				p.tracked = track.Track(pod)
			}
			if t, ok := known[o]; ok {
				p.tracked = t
			}
			out = append(out, p)
		}
	}
	return out
}

// FollowPods looks for the pods, or the ones made in their place, in a new
// snapshot.
func FollowPods(list []TrackedPod, s *diagnose.Snapshot, all []diagnose.Diagnosis, now time.Time) {
	tracked := make([]diagnose.Tracked, len(list))
	for i := range list {
		tracked[i] = list[i].tracked
	}
	byPod := make(map[PodKey]*diagnose.Diagnosis, len(all))
	for i, d := range slices.Backward(all) { // the first of a pod counts
		if d.Failure != nil {
			byPod[PodKey{d.Failure.Namespace, d.Failure.Pod}] = &all[i]
		}
	}
	for i, f := range track.FollowAll(s, tracked) {
		list[i].found(f, byPod[PodKey{f.Pod.Namespace, f.Pod.Name}], now)
	}
}

// found takes over the state of the pod; d is why it fails, nil if it does
// not.
func (p *TrackedPod) found(f diagnose.Followed, d *diagnose.Diagnosis, now time.Time) {
	p.Now, p.State = f.Pod, f.State
	p.Check, p.Cause, p.Chain, p.last = "", "", nil, news{}
	switch p.State {
	case diagnose.PodRunning:
		if p.RunningSince.IsZero() {
			p.RunningSince = now
		}
		return
	case diagnose.PodFailing:
		p.RunningSince = time.Time{}
	}
	if d != nil {
		root := Root(d)
		p.Check, p.Cause, p.Chain, p.last = string(root.Check), CauseWords(string(root.Check), root.Title), d.Chain, newsOf(d)
	}
}

// Name is the pod as it is called now.
func (p *TrackedPod) Name() string { return cell.Clean(p.Now.Namespace + "/" + p.Now.Name) }

// OtherCause reports whether something other than what was fixed stops the pod.
// The node's old message stays until its next attempt, and with the new secrets
// it may seem to have another cause: without news from the node there is none.
func (p *TrackedPod) OtherCause(fixed string) bool {
	old := p.Now == p.tracked.Pod && p.before != (news{}) && p.last == p.before
	return p.State == diagnose.PodFailing && !old && p.Check != "" && p.Check != fixed && p.Check != "waiting-for-retry"
}

func AllRunning(n int) string {
	if n == 1 {
		return "The pod is running."
	}
	return "All " + strconv.Itoa(n) + " pods are running."
}
