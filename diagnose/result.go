package diagnose

// Result is a Report with what a screen needs beside it.
type Result struct {
	Report    Report
	Diagnoses []Diagnosis // one for each of Report.Failures, same order
	Snapshot  *Snapshot
}

// Diagnosis is one failure with its pull chain and the texts around it.
type Diagnosis struct {
	Failure  *Failure
	Pod      *Pod
	Chain    []Link
	Summary  string   // one sentence: what is wrong, for people
	Why      string   // two or three sentences
	Events   []Event  // newest first
	RuledOut []string // what was looked at and is fine
	Unknown  []string // what cannot be known from here
}

// Root is the finding that was judged to be the cause.
func (d *Diagnosis) Root() *Finding { return &d.Failure.Findings[0] }

// Options tune a run.
type Options struct {
	Version string // of the program, for the report
}
