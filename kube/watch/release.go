package watch

import (
	"runtime/debug"
	"time"
)

// When memory is given back after a reading: soon, once the screen has it too,
// and again when judging it is over for certain. At 50 000 pods on a busy
// computer that takes longer than the first pause.
const (
	releaseAfter = 3 * time.Second
	releaseAgain = 30 * time.Second
)

// releases gives memory back to the system after a reading, and not while one
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

// after begins the pauses anew.
func (r releases) after() {
	r[0].Reset(releaseAfter)
	r[1].Reset(releaseAgain)
}

func (r releases) stop() {
	for _, t := range r {
		t.Stop()
	}
}
