package cli

import "github.com/pulldoctor/pulldoctor/diagnose"

// Exit codes of --report, as the contract has them.
const (
	ExitOK         = 0 // nothing at or above --fail-on
	ExitFindings   = 1
	ExitUsage      = 2 // the call is wrong
	ExitNoCluster  = 3 // the cluster could not be read at all
	ExitIncomplete = 4 // nothing found, but something could not be read
	ExitUndecided  = 5 // --wait ran out
)

// ExitCode judges a report. undecided: --wait ran out before every pull was
// decided.
func ExitCode(r *diagnose.Report, failOn diagnose.Severity, undecided bool) int {
	for _, f := range r.Failures {
		for _, x := range f.Findings {
			if x.Severity == diagnose.SeverityError && failOn != "" ||
				x.Severity == diagnose.SeverityWarning && failOn == diagnose.SeverityWarning {
				return ExitFindings
			}
		}
	}
	switch {
	case undecided:
		return ExitUndecided
	case len(r.Unreadable) > 0:
		return ExitIncomplete
	}
	return ExitOK
}
