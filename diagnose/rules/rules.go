package rules

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Rules are the rules of one settings file.
type Rules struct {
	File     string // as people read it; empty for none
	Exclude  []string
	Ignore   []Ignore
	Severity []Severity
	Assume   []string // pull secrets that exist elsewhere: "namespace/name" or "name", globs
}

// Ignore leaves out the findings that match all of its fields that are set.
// All but Checks are globs.
type Ignore struct {
	Line      int // in the settings file
	Checks    []diagnose.CheckName
	Namespace string
	Object    string // "Secret/regcred", "Deployment/web" or only a name
	Image     string
	Reason    string
	Until     time.Time // the last day; zero: no end
}

// Severity sets the severity of a check.
type Severity struct {
	Check    diagnose.CheckName
	Severity diagnose.Severity
	Line     int
}

// dateForm is how a settings file writes a day.
const dateForm = "2006-01-02"

// ParseDay reads a day of a settings file.
func ParseDay(s string) (time.Time, error) { return time.Parse(dateForm, s) }

// expired says whether the last day of a rule has ended, by UTC.
func (r *Ignore) expired(now time.Time) bool {
	return !r.Until.IsZero() && !now.Before(r.Until.AddDate(0, 0, 1))
}

func (r *Ignore) until() string {
	if r.Until.IsZero() {
		return ""
	}
	return r.Until.Format(dateForm)
}
