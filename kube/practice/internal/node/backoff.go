package node

import (
	"time"

	"k8s.io/apimachinery/pkg/types"
)

// Back-off of image pulls (pkg/kubelet): doubled at each failure, forgotten after twice the
// longest wait without one. Divided by the speed.
const (
	backoffFirst   = 10 * time.Second
	backoffLongest = 5 * time.Minute
)

// backoffKey: containers of one pod with the same image share their back-off.
type backoffKey struct {
	pod   types.UID
	image string
}

type backoffEntry struct {
	wait  time.Duration
	since time.Time
	last  string // "ErrImagePull: ..." of the failure, for the message
}

// backoff mirrors flowcontrol.Backoff as the image manager uses it. Fixing a secret does not reset
// it; a new pod or another image starts with none.
type backoff struct {
	first, longest time.Duration
	entries        map[backoffKey]backoffEntry
}

func newBackoff(speed float64) *backoff {
	return &backoff{
		first: time.Duration(float64(backoffFirst) / speed), longest: time.Duration(float64(backoffLongest) / speed),
		entries: map[backoffKey]backoffEntry{},
	}
}

// active says whether the back-off lasts at a time, and what failed last.
func (b *backoff) active(key backoffKey, at time.Time) (last string, yes bool) {
	e, ok := b.entries[key]
	return e.last, ok && at.Sub(e.since) < e.wait
}

// failed notes a failure: the back-off starts again, and longer.
func (b *backoff) failed(key backoffKey, at time.Time, why string) {
	e, ok := b.entries[key]
	if !ok || at.Sub(e.since) > 2*b.longest {
		e.wait = b.first
	} else {
		e.wait = min(2*e.wait, b.longest)
	}
	e.since, e.last = at, why
	b.entries[key] = e
}

// forget drops a pod that is gone.
func (b *backoff) forget(pod types.UID) {
	for key := range b.entries {
		if key.pod == pod {
			delete(b.entries, key)
		}
	}
}
