package screen

import (
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// State is what is known of the cluster. Screens read it; only app writes it.
type State struct {
	Result   *diagnose.Result // nil until the first diagnosis
	Taken    time.Time        // our clock when the result came
	Live     bool
	Progress string
	Since    time.Time // when this progress began
	Err      error
	Ended    bool               // the backend sends no more
	complete bool               // the cluster was read to its end at least once
	early    *diagnose.Snapshot // of a reading that was not at its end; nil if none is shown
	Answers  Answers            // of registries
	AsOf     time.Time          // when the cluster last reported on its pods, by our clock; zero: unknown
}

// oldAfter is how old knowledge may get before the screen says so. An idle
// cluster reports about once a minute.
const oldAfter = 2 * time.Minute

// age is " 5 min old" for knowledge that is old, else empty.
func (s *State) age(now time.Time) string {
	switch d := now.Sub(s.AsOf); {
	case s.AsOf.IsZero() || d < oldAfter:
		return ""
	case d < 2*time.Hour:
		return fmt.Sprintf(" %d min old", int(d.Minutes()))
	default:
		return fmt.Sprintf(" %d h old", int(d.Hours()))
	}
}

// ClusterNow is the time by the clock that the snapshot was taken with; what
// this computer's clock says may be off.
func (s *State) ClusterNow(now time.Time) time.Time {
	if s.Result == nil || s.Result.Snapshot == nil || s.Result.Snapshot.Now.IsZero() {
		return now
	}
	return s.Result.Snapshot.Now.Add(now.Sub(s.Taken))
}

// Snapshot is never nil.
func (s *State) Snapshot() *diagnose.Snapshot {
	if s.Result == nil || s.Result.Snapshot == nil {
		return &diagnose.Snapshot{}
	}
	return s.Result.Snapshot
}

// Diagnoses is empty until the first result.
func (s *State) Diagnoses() []diagnose.Diagnosis {
	if s.Result == nil {
		return nil
	}
	return s.Result.Diagnoses
}

// Freshness say in the top line how fresh the screen is.
func (s *State) Freshness(now time.Time) string {
	age := s.age(now)
	switch {
	case s.Err != nil && age != "":
		return "× not reading," + age
	case s.Err != nil:
		return "× not reading"
	case age != "":
		return "! stale," + age
	case s.Progress != "", s.partial(): // a big reading is there a while before it is judged
		return "reading..."
	case s.Live:
		return "● live"
	case s.Result == nil:
		return "starting"
	}
	return "! stale"
}

// partial says whether what is shown is of a reading that was not at its end.
func (s *State) partial() bool {
	return s.early != nil && s.Result != nil && s.Result.Snapshot == s.early
}

// Usable is the snapshot of an update, or nil if what is shown says more: while
// everything is read again, pods that were not reached yet would seem to be gone.
// The first time, some rows are better than none.
func (s *State) Usable(u diagnose.Update) *diagnose.Snapshot {
	if !IsComplete(u) {
		if s.complete {
			return nil
		}
		if u.Snapshot != nil {
			s.early = u.Snapshot
		}
		return u.Snapshot
	}
	s.complete = s.complete || u.Snapshot != nil
	return u.Snapshot
}

// IsComplete says whether a cluster was read to its end for an update.
func IsComplete(u diagnose.Update) bool { return u.Progress == "" && u.Err == nil }
