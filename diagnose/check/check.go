package check

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
)

// Check is one thing that can be wrong with a pull.
type Check struct {
	Name  diagnose.CheckName // the report's word: CheckHostMismatch
	Short string             // a few words for a list: "login key misspelt"
	Title string             // one sentence: "The login is filed under another registry name"
	Doc   string             // what it means, how it comes about, how it shows with kubectl, what mends it

	// Run says whether the case has this problem, and where. It offers no fixes.
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
