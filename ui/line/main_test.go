package line

import (
	"os"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/ui/present"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

func TestMain(m *testing.M) {
	present.Engine.CheckNamed, present.Engine.Preview, present.Engine.Run = uitest.Check, uitest.Preview, uitest.Result
	os.Exit(m.Run())
}

// realDiagnosis takes the fixture's stand-ins out for one test.
func realDiagnosis(t testing.TB) {
	fixture := present.Engine
	present.Engine.CheckNamed, present.Engine.Preview, present.Engine.Run = check.Named, fix.Preview, engine.Run
	t.Cleanup(func() { present.Engine = fixture })
}
