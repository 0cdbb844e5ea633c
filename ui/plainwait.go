package ui

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// longestWait is how long a script is kept waiting, which cannot press enter: a
// node tries again after 5 minutes at the latest.
const longestWait = 6 * time.Minute

// wait follows the pods of a fix until all run, with a line for each that
// changes. A line from the user ends it before.
func (p *plain) wait(watched []patient, of *diagnose.Diagnosis, began time.Time) error {
	if len(watched) == 0 {
		return nil
	}
	p.backend.Refresh()
	p.say("Waiting for %s. Nodes wait longer after every failed pull, up to 5 minutes.", plural(len(watched), "pod"))
	var typed <-chan answer
	if _, ok := p.in.terminal(); ok {
		p.say("Enter stops waiting.")
		typed = p.in.ask()
	}
	over := time.NewTimer(longestWait)
	defer over.Stop()
	said := make([]string, len(watched))
	mended := ""
	if of != nil {
		mended = string(rootOf(of).Check)
	}
	for {
		p.diagnose()
		follow(watched, p.result.Snapshot, p.result.Diagnoses, p.o.Clock())
		running := 0
		for i := range watched {
			x := &watched[i]
			if x.state == diagnose.PodRunning {
				running++
			}
			if now := plainStanding(x, mended, began); now != said[i] {
				said[i] = now
				if now != "" {
					p.say("%s", now)
				}
			}
		}
		if running == len(watched) {
			p.say("Healed: %s", allRun(running))
			return nil
		}
		select {
		case <-p.known.changed:
			if _, ended := p.known.get(); ended {
				return errLeave
			}
		case a := <-typed:
			if _, err := p.in.took(a); err != nil {
				return err
			}
			p.say("%d of %s running.", running, plural(len(watched), "pod"))
			return nil
		case <-over.C:
			p.say("%d of %s running.", running, plural(len(watched), "pod"))
			return nil
		case <-p.ctx.Done():
			return errLeave
		}
	}
}

// plainStanding is where a pod stands, empty while it only waits.
func plainStanding(x *patient, mended string, began time.Time) string {
	r := result{check: mended}
	switch {
	case x.state == diagnose.PodRunning:
		return "Running: " + x.name() + ", after " + elapsed(x.ran.Sub(began)) + "."
	case x.state == diagnose.PodGone:
		return "Gone: " + x.name() + ", and no other was made yet."
	case r.otherCause(x):
		return "Fails: " + x.name() + ", now for another cause: " + x.cause + "."
	}
	return ""
}
