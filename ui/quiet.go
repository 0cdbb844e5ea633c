package ui

import "time"

// quietTime is how long no key may have come before a dialog takes "yes": a
// key that was meant for the screen before must not press it.
const quietTime = 400 * time.Millisecond

// quiet watches for that pause. It has begun once it was reached; keys that
// come later do not end it.
type quiet struct {
	last  time.Time // the last key, or the opening
	begun bool
}

func newQuiet(now time.Time) quiet { return quiet{last: now} }

// key notes that a key was pressed. It is called after the key was handled.
func (q *quiet) key(now time.Time) {
	q.ready(now)
	q.last = now
}

// ready says whether the pause was there.
func (q *quiet) ready(now time.Time) bool {
	if !q.begun && now.Sub(q.last) >= quietTime {
		q.begun = true
	}
	return q.begun
}
