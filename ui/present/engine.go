package present

import (
	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// Engine is what the screens ask of package diagnose beside its values. Tests
// replace it, so that golden screens do not depend on its wording.
var Engine = struct {
	CheckNamed func(name diagnose.CheckName) *check.Check
	Preview    func(diagnose.Fix) []fix.Change
	Run        func(*diagnose.Snapshot, diagnose.Options) *diagnose.Result
}{check.Named, fix.Preview, engine.Run}
