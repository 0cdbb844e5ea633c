package diagnose

// Precheck is one thing that was tried before a fix is applied.
type Precheck struct {
	Text string // "you may patch secrets in shop"
	OK   bool
	Why  string // when not OK: the reason and what would help
	Note bool   // it is no hurdle but something to know: which other pods are touched
	Role string // when a right is missing: the smallest Role that grants what the fix needs, as YAML
}

// StepDone reports one step of a fix that is being carried out.
type StepDone struct {
	Index int
	Text  string // "Secret shop/regcred changed"
	Err   error  // nil when it was done
}
