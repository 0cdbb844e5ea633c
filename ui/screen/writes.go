package screen

import (
	"sync"
	"time"
)

// Writes counts the fixes that are being written, so that leaving the program
// does not cut one in half.
type Writes struct {
	pending sync.WaitGroup
}

// Begin counts a write in; done counts it out.
func (w *Writes) Begin() (done func()) {
	w.pending.Add(1)
	return w.pending.Done
}

// Wait returns when no fix is being written, at the latest after d.
func (w *Writes) Wait(d time.Duration) {
	idle := make(chan struct{})
	go func() {
		w.pending.Wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-time.After(d):
	}
}
