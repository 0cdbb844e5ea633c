package export

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/uitest"
)

// TestYAML: what is copied is the pod's report, and a whole one.
func TestYAML(t *testing.T) {
	res := uitest.Result(uitest.Snapshot(uitest.Noon), diagnose.Options{})
	text, err := yamlOf(res, &res.Diagnoses[4])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"schemaVersion: 1", "pod: web-7d9f4c6b8-2xkqp", "check: host-mismatch", "failures: 1", "errors: 1", "warnings: 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the YAML lacks %q:\n%s", want, text)
		}
	}
	for _, not := range []string{uitest.HiddenPassword, "runner-0"} {
		if strings.Contains(text, not) {
			t.Errorf("the YAML has %q in it", not)
		}
	}
}

func TestYAMLOfARecoveredPod(t *testing.T) {
	before := uitest.Result(uitest.Snapshot(uitest.Noon), diagnose.Options{})
	text, err := yamlOf(uitest.Result(uitest.Snapshot(uitest.Noon, "web-7d9f4c6b8-2xkqp"), diagnose.Options{}), &before.Diagnoses[4])
	if err != nil || !strings.Contains(text, "pod: web-7d9f4c6b8-2xkqp") {
		t.Errorf("nothing to copy (%v):\n%s", err, text)
	}
}
