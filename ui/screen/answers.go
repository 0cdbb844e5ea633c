package screen

import (
	"maps"
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/keyring"
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

// Fresh leaves out the answers that no longer count, and says whether there
// were any: what rests on them has to be judged again.
func (a Answers) Fresh(now time.Time) (Answers, bool) {
	fresh := a.fresh(now)
	if len(fresh) == len(a.list) {
		return a, false
	}
	return Answers{}.With(fresh, now).at(a.asked), true
}

// at has the times at which its answers came.
func (a Answers) at(asked map[diagnose.RegistryKey]time.Time) Answers {
	for key := range a.asked {
		a.asked[key] = asked[key]
	}
	return a
}

// Asked is when the registry was asked about the image of a failure; zero where
// no answer counts.
func (a Answers) Asked(f *diagnose.Failure) time.Time {
	if f == nil || len(f.RegistryAnswers) == 0 {
		return time.Time{}
	}
	image, err := keyring.ParseImage(f.Image)
	if err != nil {
		return time.Time{}
	}
	q := diagnose.RegistryQuestion{Image: image}
	return a.asked[q.Keys()[0]]
}
