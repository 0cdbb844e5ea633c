package ui

import (
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/ui/cell"
)

// patient is a pod that is watched after a fix.
type patient struct {
	tracked   diagnose.Tracked
	restarted bool // the fix replaces it
	now       diagnose.Object
	state     diagnose.PodState
	ran       time.Time // when it was first seen running
	check     string    // what stops it now, while it fails
	cause     string    // the same in words
	chain     []diagnose.Link
}

// patients are the pods that a fix heals or restarts, each once.
func patients(s *diagnose.Snapshot, all []diagnose.Diagnosis, f *diagnose.Fix) []patient {
	pods := make(map[diagnose.Object]*diagnose.Pod, len(s.Pods))
	for i := range s.Pods {
		pods[s.Pods[i].Object()] = &s.Pods[i]
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
	var out []patient
	for _, objects := range [][]diagnose.Object{f.Recovers, f.Restarts} {
		for _, o := range objects {
			if seen[o] {
				continue
			}
			seen[o] = true
			p := patient{tracked: diagnose.Tracked{Pod: o}, now: o,
				state: diagnose.PodWaiting, restarted: restarted[o]}
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

// follow looks for the pods, or the ones made in their place, in a new
// snapshot.
func follow(list []patient, s *diagnose.Snapshot, all []diagnose.Diagnosis, now time.Time) {
	tracked := make([]diagnose.Tracked, len(list))
	for i := range list {
		tracked[i] = list[i].tracked
	}
	byPod := make(map[podKey]*diagnose.Diagnosis, len(all))
	for i, d := range slices.Backward(all) { // the first of a pod counts
		if d.Failure != nil {
			byPod[podKey{d.Failure.Namespace, d.Failure.Pod}] = &all[i]
		}
	}
	for i, f := range track.FollowAll(s, tracked) {
		list[i].found(f, byPod[podKey{f.Pod.Namespace, f.Pod.Name}], now)
	}
}

// found takes over where the pod stands now; d is why it fails, nil if it does
// not.
func (p *patient) found(f diagnose.Followed, d *diagnose.Diagnosis, now time.Time) {
	p.now, p.state = f.Pod, f.State
	p.check, p.cause, p.chain = "", "", nil
	switch p.state {
	case diagnose.PodRunning:
		if p.ran.IsZero() {
			p.ran = now
		}
		return
	case diagnose.PodFailing:
		p.ran = time.Time{}
	}
	if d != nil {
		root := rootOf(d)
		p.check, p.cause, p.chain = string(root.Check), causeWords(string(root.Check), root.Title), d.Chain
	}
}

// name is the pod as it is called now.
func (p *patient) name() string { return cell.Clean(p.now.Namespace + "/" + p.now.Name) }
