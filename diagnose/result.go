package diagnose

// Result is a Report with what a screen shows in addition to it.
type Result struct {
	Report    Report
	Diagnoses []Diagnosis // one for each of Report.Failures, same order
	Snapshot  *Snapshot
	Patch     string    // manifests only, where it is asked for: the corrections as a unified diff
	Ignored   []Ignored // findings that Options.Review left out, in the order of the report
}

// Diagnosis is one failure with its pull chain and the texts around it.
type Diagnosis struct {
	Failure  *Failure
	Pod      *Pod
	Chain    []Link
	Summary  string   // one sentence: what is wrong, for people
	Why      string   // two or three sentences
	Events   []Event  // newest first
	RuledOut []string // what was checked and is correct
	Unknown  []string // what cannot be determined from here
}

// Root returns the finding that is the most likely cause.
func (d *Diagnosis) Root() *Finding { return &d.Failure.Findings[0] }

// Options configure a run.
type Options struct {
	Version string        // of the program, for the report
	Sweep   *SweepOptions // judge every pod, not only failing ones; nil: failing ones

	// Review may change the severity and the detail of a finding before causes
	// are grouped. A finding for which it returns a reason is not reported. Nil:
	// everything is reported.
	Review func(*Subject, *Finding) *Ignored
}
