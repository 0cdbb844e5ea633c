package ui

import (
	"slices"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
)

// healedTime is how long a pod that runs again stays in the list.
const healedTime = 90 * time.Second

// healedKept bounds how many such pods are followed: more than a screen shows.
const healedKept = 200

// healing is a pod that failed and does not any more: it starts, or it runs.
type healing struct {
	was     podKey
	tracked diagnose.Tracked
	now     diagnose.Object
	running bool
	since   time.Time // when it ran; while it does not, when it stopped failing
}

// tracked is a failing pod as it will be looked for.
type tracked struct {
	key podKey
	diagnose.Tracked
}

// healed remembers the pods that stopped failing.
type healed struct {
	failing []tracked // as of the last result, in its order
	pods    []healing
}

// copy has its own memory, so that it can be worked on beside the screen.
func (h healed) copy() healed {
	return healed{failing: slices.Clone(h.failing), pods: slices.Clone(h.pods)}
}

// follow takes over a new result.
func (h *healed) follow(res *diagnose.Result, rows []row, now time.Time) {
	if res == nil || res.Snapshot == nil {
		return
	}
	failing := make(map[podKey]bool, len(rows))
	for i := range rows {
		failing[rows[i].key] = true
	}
	for _, t := range h.failing {
		if !failing[t.key] && len(h.pods) < healedKept {
			h.pods = append(h.pods, healing{was: t.key, tracked: t.Tracked, since: now})
		}
	}
	h.failing = h.failing[:0]
	for i := range rows {
		if p := res.Diagnoses[rows[i].at].Pod; p != nil {
			h.failing = append(h.failing, tracked{rows[i].key, track.Track(p)})
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
		if failing[podKey{object.Namespace, object.Name}] || seen[object] {
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
func (h *healed) expire(now time.Time) {
	kept := h.pods[:0]
	for _, p := range h.pods {
		if now.Sub(p.since) < healedTime {
			kept = append(kept, p)
		}
	}
	h.pods = kept
}
