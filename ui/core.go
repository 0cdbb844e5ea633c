package ui

import (
	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// What the screens ask of package diagnose beside its values. They are
// variables so that the golden screens do not hang on its wording.
var (
	checkNamed   = check.Named
	previewOf    = fix.Preview
	runDiagnosis = engine.Run
)
