package fix

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// halfwayError is what a backend returns for a step that may be done in part.
type halfwayError struct{}

func (halfwayError) Error() string { return "partly done" }
func (halfwayError) Halfway() bool { return true }

// A fix that stopped never says that nothing was changed when something was,
// or may have been.
func TestStoppedFixAdvice(t *testing.T) {
	refused := errors.New("refused")
	deleted := stepLine{StepDone: diagnose.StepDone{Text: "Pod shop/web deleted"}}
	failed := stepLine{StepDone: diagnose.StepDone{Index: 1, Err: refused}}
	for name, tc := range map[string]struct {
		result Result
		want   string
	}{
		"at once":                   {Result{err: refused, steps: []stepLine{failed}}, "Nothing was changed."},
		"with a way back":           {Result{err: refused, steps: []stepLine{deleted, failed}, undo: &diagnose.Fix{}}, "Press u to undo them."},
		"after a pod was deleted":   {Result{err: refused, steps: []stepLine{deleted, failed}}, "The steps marked as done above were applied"},
		"in the middle of a step":   {Result{err: halfwayError{}, steps: []stepLine{failed}}, "may be partly done"},
		"the same, further outside": {Result{err: fmt.Errorf("step 2: %w", halfwayError{}), steps: []stepLine{deleted, failed}}, "may be partly done"},
	} {
		r := tc.result
		r.env, r.done = newEnv(t, 80, uitest.NewBackend()), true
		got := strings.Join(r.advice(200), "\n")
		if !strings.Contains(got, tc.want) || tc.want != "Nothing was changed." && strings.Contains(got, "Nothing was changed.") {
			t.Errorf("%s: got %s", name, got)
		}
	}
}
