package read

import (
	"fmt"
	"time"
)

// sayAgain is how often the same state is told: a log should show that
// something lives, not fill up.
const sayAgain = 30 * time.Second

// Progress tells what is waited for, when it changes and from time to time.
type Progress struct {
	Say  func(string)
	End  time.Time
	last string
	told time.Time
}

func (p *Progress) Tell(what string) {
	if what == p.last && time.Since(p.told) < sayAgain {
		return
	}
	p.last, p.told = what, time.Now()
	p.Say(fmt.Sprintf("waiting: %s (%s left)", what, max(0, time.Until(p.End)).Round(time.Second)))
}
