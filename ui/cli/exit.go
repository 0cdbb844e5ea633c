package cli

import "github.com/pulldoctor/pulldoctor/diagnose"

// Exit codes of --report. Scripts depend on them.
const (
	ExitOK         = 0 // nothing at or above --fail-on
	ExitFindings   = 1
	ExitUsage      = 2 // wrong usage, or unreadable input
	ExitNoCluster  = 3 // the cluster could not be read
	ExitIncomplete = 4 // no such finding, but something could not be read
	ExitUndecided  = 5 // --wait expired
)

// ExitCode is the exit code for a report. undecided means that --wait expired
// before every pull was decided.
func ExitCode(r *diagnose.Report, failOn diagnose.Severity, undecided bool) int {
	for _, findings := range findingsOf(r) {
		for _, x := range findings {
			if x.Severity == diagnose.SeverityError && failOn != "" ||
				x.Severity == diagnose.SeverityWarning && failOn == diagnose.SeverityWarning {
				return ExitFindings
			}
		}
	}
	switch {
	case undecided:
		return ExitUndecided
	case len(r.Unreadable) > 0, r.SweptNothing():
		return ExitIncomplete
	}
	return ExitOK
}

// findingsOf are the findings of all failures and documents.
func findingsOf(r *diagnose.Report) [][]diagnose.Finding {
	var out [][]diagnose.Finding
	for i := range r.Failures {
		out = append(out, r.Failures[i].Findings)
	}
	for i := range r.Documents {
		out = append(out, r.Documents[i].Findings)
	}
	return out
}
