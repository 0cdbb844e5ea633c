package report_test

import (
	"testing"

	"github.com/pulldoctor/pulldoctor/ui/report"
)

// What each format makes of hostile text.
func TestGolden(t *testing.T) {
	for _, f := range report.Formats {
		t.Run(f.Name, func(t *testing.T) { golden(t, f.Name+".golden", write(t, f.Name, hostile())) })
	}
}

// Two readings of the same state give the same bytes in every format.
func TestDeterministic(t *testing.T) {
	first, second := results(t), results(t)
	for name := range first {
		for _, f := range report.Formats {
			if write(t, f.Name, first[name]) != write(t, f.Name, second[name]) {
				t.Errorf("%s of %s differs between two runs", f.Name, name)
			}
		}
	}
}
