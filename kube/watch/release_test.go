package watch

import (
	"testing"
	"testing/synctest"
	"time"
)

// Memory is given back twice after a reading that rests, for the first time may
// come while the screen still works on it; and never between readings that
// follow one another.
func TestReleases(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		freed := 0
		r := newReleases(func() { freed++ })
		passes := func(d time.Duration, want int) {
			t.Helper()
			time.Sleep(d)
			synctest.Wait()
			if freed != want {
				t.Errorf("after %s freed %d times, want %d", d, freed, want)
			}
		}
		for range 20 {
			passes(2*time.Second, 0)
			r.after()
		}
		passes(5*time.Second, 1)
		passes(time.Minute, 2)
		passes(time.Hour, 2)
		r.after()
		passes(time.Minute, 4)
		r.after()
		r.stop()
		passes(time.Hour, 4)
	})
}
