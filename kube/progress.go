package kube

import (
	"fmt"
	"time"
)

// sayAgain is how often the same state is told: a log should show that
// something lives, not fill up.
const sayAgain = 30 * time.Second

// progress tells what is waited for, when it changes and from time to time.
type progress struct {
	say  func(string)
	end  time.Time
	last string
	told time.Time
}

func (p *progress) tell(what string) {
	if what == p.last && time.Since(p.told) < sayAgain {
		return
	}
	p.last, p.told = what, time.Now()
	p.say(fmt.Sprintf("waiting: %s (%s left)", what, max(0, time.Until(p.end)).Round(time.Second)))
}
