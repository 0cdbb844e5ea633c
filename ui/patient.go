package ui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
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
	seen := map[diagnose.Object]bool{}
	var out []patient
	for _, objects := range [][]diagnose.Object{f.Heals, f.Restarts} {
		for _, o := range objects {
			if seen[o] {
				continue
			}
			seen[o] = true
			p := patient{tracked: diagnose.Tracked{Pod: o}, now: o,
				state: diagnose.PodWaiting, restarted: restarted[o]}
			if pod := pods[o]; pod != nil {
				p.tracked = diagnose.Track(pod)
			}
			for _, t := range f.Tracked { // known even when the pod is gone already
				if t.Pod == o {
					p.tracked = t
				}
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
	for i, f := range diagnose.FollowAll(s, tracked) {
		list[i].found(f, all, now)
	}
}

// found takes over where the pod stands now.
func (p *patient) found(f diagnose.Followed, all []diagnose.Diagnosis, now time.Time) {
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
	for i := range all {
		f := all[i].Failure
		if f != nil && f.Namespace == p.now.Namespace && f.Pod == p.now.Name {
			root := rootOf(&all[i])
			p.check, p.cause, p.chain = root.Check, causeWords(root.Check, root.Title), all[i].Chain
			return
		}
	}
}

// name is the pod as it is called now.
func (p *patient) name() string { return cell.Clean(p.now.Namespace + "/" + p.now.Name) }
