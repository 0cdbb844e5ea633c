package line

import (
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/screen"
)

// latest keeps the newest of what a backend sends.
type latest struct {
	mu      sync.Mutex
	update  diagnose.Update
	ended   bool
	whole   bool          // the snapshot is of a cluster that was read to its end
	changed chan struct{} // holds one entry when something came
}

func follower(updates <-chan diagnose.Update) *latest {
	l := &latest{changed: make(chan struct{}, 1)}
	go func() {
		for u := range updates {
			l.set(u, false)
		}
		l.set(diagnose.Update{}, true)
	}()
	return l
}

func (l *latest) set(u diagnose.Update, ended bool) {
	l.mu.Lock()
	if u.Snapshot == nil || l.whole && !screen.IsComplete(u) {
		u.Snapshot = l.update.Snapshot
	} else {
		l.whole = screen.IsComplete(u)
	}
	l.update, l.ended = u, ended
	l.mu.Unlock()
	select {
	case l.changed <- struct{}{}:
	default:
	}
}

func (l *latest) get() (u diagnose.Update, ended bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.update, l.ended
}

// undecidedTime is how long the first list waits for pulls that are under way.
const undecidedTime = 5 * time.Second

// firstReading waits until the cluster is read, with a line whenever something
// else is being read.
func (p *session) firstReading() error {
	said := ""
	tell := func(text string) {
		if text != "" && text != said {
			said = text
			p.say("%s", text)
		}
	}
	tell("Reading the cluster.")
	deadline := time.NewTimer(undecidedTime)
	defer deadline.Stop()
	late := false
	for {
		u, ended := p.known.get()
		switch {
		case u.Err != nil: // the list says it
			return nil
		case u.Snapshot != nil && u.Progress == "" && (u.Snapshot.Undecided == 0 || late):
			return nil
		case ended:
			return errQuit
		case u.Snapshot != nil && u.Progress == "":
			tell("Waiting for pulls in progress.")
		}
		select {
		case <-p.known.changed:
		case <-deadline.C:
			late = true
		case <-p.ctx.Done():
			return errQuit
		}
	}
}
