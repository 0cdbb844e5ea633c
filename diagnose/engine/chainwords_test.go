package engine_test

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// saysWhy looks at the drawings of a result: what stands beside a broken link
// is a reason, not what is well with it.
func saysWhy(t *testing.T, res *diagnose.Result) {
	t.Helper()
	for _, d := range res.Diagnoses {
		for _, l := range d.Chain {
			if l.State != diagnose.LinkBroken {
				continue
			}
			for _, well := range []string{"matches", "gives", "right type", "not asked", "was not asked"} {
				if l.Note == "" || strings.HasPrefix(l.Note, well) {
					t.Errorf("%s %s is broken: %q", l.Title, l.Name, l.Note)
					break
				}
			}
		}
	}
}
