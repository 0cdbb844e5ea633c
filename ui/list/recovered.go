package list

import (
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// RecoveredTime is how long a pod that runs again stays in the list.
const RecoveredTime = 90 * time.Second

// recoveredKept bounds how many such pods are followed: more than a screen shows.
const recoveredKept = 200

// recovering is a pod that no longer fails: it starts, or it runs.
type recovering struct {
	was     present.PodKey
	tracked diagnose.Tracked
	now     diagnose.Object
	running bool
	since   time.Time // when it ran; while it does not, when it stopped failing
}

// failingPod is a failing pod as it will be looked for.
type failingPod struct {
	key present.PodKey
	diagnose.Tracked
}

// Recovered remembers the pods that stopped failing.
type Recovered struct {
	failing []failingPod // as of the last result, in its order
	pods    []recovering
}

// copy has its own memory, so that it can be worked on beside the screen.
func (h Recovered) copy() Recovered {
	return Recovered{failing: slices.Clone(h.failing), pods: slices.Clone(h.pods)}
}

// follow takes over a new result.
func (h *Recovered) follow(res *diagnose.Result, rows []present.Row, now time.Time) {
	if res == nil || res.Snapshot == nil {
		return
	}
	failing := make(map[present.PodKey]bool, len(rows))
	for i := range rows {
		failing[rows[i].Key] = true
	}
	for _, t := range h.failing {
		if !failing[t.key] && len(h.pods) < recoveredKept {
			h.pods = append(h.pods, recovering{was: t.key, tracked: t.Tracked, since: now})
		}
	}
	h.failing = h.failing[:0]
	for i := range rows {
		if p := res.Diagnoses[rows[i].Index].Pod; p != nil {
			h.failing = append(h.failing, failingPod{rows[i].Key, track.Track(p)})
		}
	}

	kept := h.pods[:0]
	seen := make(map[diagnose.Object]bool, len(h.pods))
	where := make([]diagnose.Tracked, len(h.pods))
	for i := range h.pods {
		where[i] = h.pods[i].tracked
	}
	for i, f := range track.FollowAll(res.Snapshot, where) {
		p, object, state := h.pods[i], f.Pod, f.State
		if failing[present.PodKey{Namespace: object.Namespace, Pod: object.Name}] || seen[object] {
			continue // it has a row of its own
		}
		switch state {
		case diagnose.PodRunning:
			if !p.running {
				p.running, p.since = true, now
			}
		case diagnose.PodWaiting:
			p.running = false
		default:
			continue
		}
		p.now = object
		seen[object] = true
		kept = append(kept, p)
	}
	h.pods = kept
	h.expire(now)
}

// expire forgets pods that have run for a while.
func (h *Recovered) expire(now time.Time) {
	kept := h.pods[:0]
	for _, p := range h.pods {
		if now.Sub(p.since) < RecoveredTime {
			kept = append(kept, p)
		}
	}
	h.pods = kept
}
