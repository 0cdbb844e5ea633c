package engine_test

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// saysWhy checks the chains of a result: the note of a broken link is a reason,
// not something that is right with it.
func saysWhy(t *testing.T, res *diagnose.Result) {
	t.Helper()
	for _, d := range res.Diagnoses {
		for _, l := range d.Chain {
			if l.State != diagnose.LinkBroken {
				continue
			}
			for _, well := range []string{"matches", "provides", "right type", "not contacted"} {
				if l.Note == "" || strings.HasPrefix(l.Note, well) {
					t.Errorf("%s %s is broken: %q", l.Title, l.Name, l.Note)
					break
				}
			}
		}
	}
}
