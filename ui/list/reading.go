package list

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// Reading is one judged snapshot with all that the list shows of it. With
// thousands of pods that is work, so it is made beside the screen: taking it
// over must not hold up a key.
type Reading struct {
	Result    *diagnose.Result
	rows      []present.Row
	widths    []columns // that each row would like to have
	Recovered Recovered
}

// NewReading makes the rows of a result; before is what was followed until now.
func NewReading(res *diagnose.Result, before Recovered, now time.Time) Reading {
	r := Reading{Result: res, rows: present.Rows(res), Recovered: before.copy()}
	r.widths = make([]columns, len(r.rows))
	for i := range r.rows {
		r.widths[i] = widthsOf(&r.rows[i])
	}
	r.Recovered.follow(res, r.rows, now)
	return r
}
