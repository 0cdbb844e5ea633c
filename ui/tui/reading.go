package tui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// reading is one judged snapshot with all that the list shows of it. With
// thousands of pods that is work, so it is made beside the screen: taking it
// over must not hold up a key.
type reading struct {
	result    *diagnose.Result
	rows      []present.Row
	widths    []columns // that each row would like to have
	recovered recovered
}

// newReading makes the rows of a result; before is what was followed until now.
func newReading(res *diagnose.Result, before recovered, now time.Time) reading {
	r := reading{result: res, rows: present.Rows(res), recovered: before.copy()}
	r.widths = make([]columns, len(r.rows))
	for i := range r.rows {
		r.widths[i] = widthsOf(&r.rows[i])
	}
	r.recovered.follow(res, r.rows, now)
	return r
}
