package screen

import (
	"maps"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// answersLast is how long an answer of a registry counts.
const answersLast = 10 * time.Minute

// Answers are what registries answered, and when. The zero value has none; a
// value never changes.
type Answers struct {
	list  diagnose.RegistryAnswers
	asked map[diagnose.RegistryKey]time.Time
}

// With has more answers, which replace older ones.
func (a Answers) With(found diagnose.RegistryAnswers, now time.Time) Answers {
	out := Answers{diagnose.RegistryAnswers{}, map[diagnose.RegistryKey]time.Time{}}
	maps.Copy(out.list, a.fresh(now))
	for key := range out.list {
		out.asked[key] = a.asked[key]
	}
	for key, answer := range found {
		out.list[key], out.asked[key] = answer, now
	}
	return out
}

// fresh are the answers that still count.
func (a Answers) fresh(now time.Time) diagnose.RegistryAnswers {
	out := diagnose.RegistryAnswers{}
	for key, answer := range a.list {
		if now.Sub(a.asked[key]) < answersLast {
			out[key] = answer
		}
	}
	return out
}

// In is a copy of the snapshot with the answers that still count.
func (a Answers) In(s *diagnose.Snapshot, now time.Time) *diagnose.Snapshot {
	if len(a.list) == 0 || s == nil {
		return s
	}
	out := *s
	out.RegistryAnswers = a.fresh(now)
	return &out
}
