package ui

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// state is what is known of the cluster. Screens read it; only app writes it.
type state struct {
	result   *diagnose.Result // nil until the first diagnosis
	taken    time.Time        // our clock when the result came
	live     bool
	progress string
	since    time.Time // when this progress began
	err      error
	ended    bool               // the backend sends no more
	whole    bool               // the cluster was read to its end at least once
	early    *diagnose.Snapshot // of a reading that was not at its end; nil if none is shown
	heard    time.Time          // when the cluster last said how its pods are, by our clock; zero: not told
}

// oldAfter is how old knowledge may get before the screen says so. An idle
// cluster is heard of about once a minute.
const oldAfter = 2 * time.Minute

// age is " 5 min old" for knowledge that is old, else empty.
func (s *state) age(now time.Time) string {
	switch d := now.Sub(s.heard); {
	case s.heard.IsZero() || d < oldAfter:
		return ""
	case d < 2*time.Hour:
		return fmt.Sprintf(" %d min old", int(d.Minutes()))
	default:
		return fmt.Sprintf(" %d h old", int(d.Hours()))
	}
}

// clusterNow is the time by the clock that the snapshot was taken with; what
// this computer's clock says may be off.
func (s *state) clusterNow(now time.Time) time.Time {
	if s.result == nil || s.result.Snapshot == nil || s.result.Snapshot.Now.IsZero() {
		return now
	}
	return s.result.Snapshot.Now.Add(now.Sub(s.taken))
}

// snapshot is never nil.
func (s *state) snapshot() *diagnose.Snapshot {
	if s.result == nil || s.result.Snapshot == nil {
		return &diagnose.Snapshot{}
	}
	return s.result.Snapshot
}

// diagnoses is empty until the first result.
func (s *state) diagnoses() []diagnose.Diagnosis {
	if s.result == nil {
		return nil
	}
	return s.result.Diagnoses
}

// words say in the top line how fresh the screen is.
func (s *state) words(now time.Time) string {
	age := s.age(now)
	switch {
	case s.err != nil && age != "":
		return "× not reading," + age
	case s.err != nil:
		return "× not reading"
	case age != "":
		return "! stale," + age
	case s.progress != "", s.partial(): // a big reading is there a while before it is judged
		return "reading..."
	case s.live:
		return "● live"
	case s.result == nil:
		return "starting"
	}
	return "! stale"
}

// partial says whether what is shown is of a reading that was not at its end.
func (s *state) partial() bool {
	return s.early != nil && s.result != nil && s.result.Snapshot == s.early
}

// worth is the snapshot of an update, or nil if what is shown says more: while
// everything is read again, pods that were not reached yet would seem to be gone.
// The first time, some rows are better than none.
func (s *state) worth(u diagnose.Update) *diagnose.Snapshot {
	if !wholeReading(u) {
		if s.whole {
			return nil
		}
		if u.Snapshot != nil {
			s.early = u.Snapshot
		}
		return u.Snapshot
	}
	s.whole = s.whole || u.Snapshot != nil
	return u.Snapshot
}

// wholeReading says whether a cluster was read to its end for an update.
func wholeReading(u diagnose.Update) bool { return u.Progress == "" && u.Err == nil }
