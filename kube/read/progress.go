package read

import (
	"fmt"
	"time"
)

// sayAgain is how often the same state is reported: a log should show that
// the program is alive, and not fill up.
const sayAgain = 30 * time.Second

// Progress reports what is being waited for, when it changes and from time to
// time.
type Progress struct {
	Say  func(string)
	End  time.Time
	last string
	said time.Time
}

// Report says what is being waited for.
func (p *Progress) Report(what string) {
	if what == p.last && time.Since(p.said) < sayAgain {
		return
	}
	p.last, p.said = what, time.Now()
	p.Say(fmt.Sprintf("waiting: %s (%s left)", what, max(0, time.Until(p.End)).Round(time.Second)))
}
