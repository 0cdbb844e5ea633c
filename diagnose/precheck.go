package diagnose

// Precheck is one check that runs before a fix is applied.
type Precheck struct {
	Text string // "you may patch secrets in shop"
	OK   bool
	Why  string // if not OK: the reason and what would help
	Note bool   // for information only: which other pods are affected
	Role string // if a permission is missing: the smallest Role that grants what the fix needs, as YAML
}

// StepDone reports the outcome of one step while a fix is being applied.
type StepDone struct {
	Index int
	Text  string // "Secret shop/regcred changed"
	Err   error  // nil if it succeeded
}
