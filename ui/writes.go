package ui

import (
	"sync"
	"time"
)

// writes counts the fixes that are being written, so that leaving the program
// does not cut one in half.
type writes struct {
	wg sync.WaitGroup
}

// wait returns when no fix is being written any more, at the latest after d.
func (w *writes) wait(d time.Duration) {
	idle := make(chan struct{})
	go func() {
		w.wg.Wait()
		close(idle)
	}()
	select {
	case <-idle:
	case <-time.After(d):
	}
}
