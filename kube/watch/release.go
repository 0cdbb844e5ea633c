package watch

import (
	"runtime/debug"
	"time"
)

// When memory is returned to the system after a reading: soon, when the
// screen has the snapshot too, and again when the diagnosis has certainly
// ended. At 50 000 pods on a busy computer that takes longer than the first
// pause.
const (
	releaseAfter = 3 * time.Second
	releaseAgain = 30 * time.Second
)

// releases returns memory to the system after a reading, but not while one
// reading follows another.
type releases []*time.Timer

// newReleases runs free (nil: debug.FreeOSMemory, which collects garbage first)
// after both pauses.
func newReleases(free func()) releases {
	if free == nil {
		free = debug.FreeOSMemory
	}
	return releases{time.AfterFunc(releaseAfter, free), time.AfterFunc(releaseAgain, free)}
}

// after restarts the pauses.
func (r releases) after() {
	r[0].Reset(releaseAfter)
	r[1].Reset(releaseAgain)
}

func (r releases) stop() {
	for _, t := range r {
		t.Stop()
	}
}
