package check

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Check is one thing that can be wrong with a pull.
type Check struct {
	Name  diagnose.CheckName // the identifier in reports: CheckHostMismatch
	Short string             // a few words for a list: "key does not match"
	Title string             // one sentence: "The credentials are stored for a different registry"
	Doc   string             // what it means, how it happens, how to check it with kubectl, how to fix it

	// AboutCredentials is set if it finds the fault in credentials, or in how they get to the pod.
	// Such a finding is true at best where no credentials change the registry's response, but irrelevant.
	AboutCredentials bool

	// Run reports whether the case has this problem, and where. It offers no fixes.
	Run func(*pull.Case) []diagnose.Finding
}

// Named returns the check of that name, or nil.
func Named(name diagnose.CheckName) *Check {
	for _, c := range All {
		if c.Name == name {
			return c
		}
	}
	return nil
}
