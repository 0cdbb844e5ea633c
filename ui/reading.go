package ui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// reading is one judged snapshot with all that the list shows of it. With
// thousands of pods that is work, so it is made beside the screen: taking it
// over must not hold up a key.
type reading struct {
	result *diagnose.Result
	rows   []row
	widths []columns // that each row would like to have
	healed healed
}

// newReading makes the rows of a result; before is what was followed until now.
func newReading(res *diagnose.Result, before healed, now time.Time) reading {
	r := reading{result: res, rows: rowsOf(res), healed: before.copy()}
	r.widths = make([]columns, len(r.rows))
	for i := range r.rows {
		r.widths[i] = widthsOf(&r.rows[i])
	}
	r.healed.follow(res, r.rows, now)
	return r
}
