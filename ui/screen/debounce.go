package screen

import "time"

// DebounceTime is how long no key may have come before a dialog takes "yes": a
// key that was meant for the screen before must not press it.
const DebounceTime = 400 * time.Millisecond

// Debounce watches for that pause. It has begun once it was reached; keys that
// come later do not end it.
type Debounce struct {
	last time.Time // the last key, or the opening
	done bool
}

func NewDebounce(now time.Time) Debounce { return Debounce{last: now} }

// KeyPressed notes that a key was pressed. It is called after the key was handled.
func (q *Debounce) KeyPressed(now time.Time) {
	q.Ready(now)
	q.last = now
}

// Ready says whether the pause was there.
func (q *Debounce) Ready(now time.Time) bool {
	if !q.done && now.Sub(q.last) >= DebounceTime {
		q.done = true
	}
	return q.done
}
