package present

import "github.com/pulldoctor/pulldoctor/diagnose"

// Engine is what the screens ask of package diagnose beside its values. Tests
// replace it, so that golden screens do not depend on its wording.
var Engine = struct {
	CheckNamed func(name diagnose.CheckName) *diagnose.Check
	Preview    func(diagnose.Fix) []diagnose.Change
	Run        func(*diagnose.Snapshot, diagnose.Options) *diagnose.Result
}{diagnose.CheckNamed, diagnose.Preview, diagnose.Run}
