package line

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/present"
)

// longestWait is how long a script is kept waiting, which cannot press enter: a
// node tries again after 5 minutes at the latest.
const longestWait = 6 * time.Minute

// wait follows the pods of a fix until all run, with a line for each that
// changes. A line from the user ends it before.
func (p *session) wait(watched []present.TrackedPod, of *diagnose.Diagnosis, began time.Time) error {
	if len(watched) == 0 {
		return nil
	}
	p.backend.Refresh()
	p.say("Waiting for %s. Nodes wait longer after every failed pull, up to 5 minutes.", present.Plural(len(watched), "pod"))
	var typed <-chan answer
	if _, ok := p.in.terminal(); ok {
		p.say("Enter stops waiting.")
		typed = p.in.ask()
	}
	over := time.NewTimer(longestWait)
	defer over.Stop()
	said := make([]string, len(watched))
	fixed := ""
	if of != nil {
		fixed = string(present.Root(of).Check)
	}
	for {
		p.diagnose()
		present.FollowPods(watched, p.result.Snapshot, p.result.Diagnoses, p.o.Clock())
		running := 0
		for i := range watched {
			x := &watched[i]
			if x.State == diagnose.PodRunning {
				running++
			}
			if now := podText(x, fixed, began); now != said[i] {
				said[i] = now
				if now != "" {
					p.say("%s", now)
				}
			}
		}
		if running == len(watched) {
			p.say("Recovered: %s", present.AllRunning(running))
			return nil
		}
		select {
		case <-p.known.changed:
			if _, ended := p.known.get(); ended {
				return errQuit
			}
		case a := <-typed:
			if _, err := p.in.took(a); err != nil {
				return err
			}
			p.say("%d of %s running.", running, present.Plural(len(watched), "pod"))
			return nil
		case <-over.C:
			p.say("%d of %s running.", running, present.Plural(len(watched), "pod"))
			return nil
		case <-p.ctx.Done():
			return errQuit
		}
	}
}

// podText is the state of a pod, empty while it only waits.
func podText(x *present.TrackedPod, fixed string, began time.Time) string {
	switch {
	case x.State == diagnose.PodRunning:
		return "Running: " + x.Name() + ", after " + present.Elapsed(x.RunningSince.Sub(began)) + "."
	case x.State == diagnose.PodGone:
		return "Gone: " + x.Name() + ", not replaced yet."
	case x.OtherCause(fixed):
		return "Fails: " + x.Name() + ", now with another cause: " + x.Cause + "."
	}
	return ""
}
