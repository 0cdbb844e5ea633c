package ui

import "github.com/pulldoctor/pulldoctor/diagnose"

// What the screens ask of package diagnose beside its values. They are
// variables so that the golden screens do not hang on its wording.
var (
	checkNamed   = diagnose.CheckNamed
	previewOf    = diagnose.Preview
	runDiagnosis = diagnose.Run
)
