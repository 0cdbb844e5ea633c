package symptom

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What a Reader remembers of other messages changes nothing.
func TestReaderRemembers(t *testing.T) {
	var m Reader
	for round := range 2 {
		for _, l := range corpus(t) {
			if diff := cmp.Diff(Read(l.reason, l.message), m.Read(l.reason, l.message)); diff != "" {
				t.Errorf("round %d, %q:\n%s", round, l.message, diff)
			}
		}
	}
	if len(m.wordings) == 0 {
		t.Error("nothing is remembered")
	}
}
