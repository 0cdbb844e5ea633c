package engine

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/pull"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// What is compiled late must compile all the same.
func TestEveryPatternCompiles(t *testing.T) {
	used := map[string]text.Pattern{
		"shellVariable": pull.ShellVariable, "secretName": fix.SecretNamePattern,
	}
	for _, s := range pull.Samples {
		used["sample: "+s.Why] = s.Form
	}
	for name, p := range used {
		t.Run(name, func(t *testing.T) {
			if p().NumSubexp() < 0 { // compiles, or the test ends here
				t.Error("no expression")
			}
		})
	}
}
