package symptom

import (
	"slices"
	"testing"
)

// Every row decides its own example: no row is dead, none hides another's.
func TestEachRowDecidesItsExample(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range table {
		if seen[row.name] {
			t.Errorf("row %s: name used twice", row.name)
		}
		seen[row.name] = true
		if row.doc == "" || row.example == "" {
			t.Errorf("row %s: no example or no sentence of documentation", row.name)
		}
		reason := "ErrImagePull"
		if len(row.reasons) > 0 {
			reason = row.reasons[0]
		}
		got := Read(reason, row.example)
		if got.Rule != row.name || got.Class != row.class {
			t.Errorf("row %s: its example is decided by %s (%s)\n\tmasked: %s", row.name, got.Rule, got.Class, mask(got.Text, got.Image))
		}
		if slices.Contains(row.alts, row.class) {
			t.Errorf("row %s: its class is also an alternative", row.name)
		}
	}
}
