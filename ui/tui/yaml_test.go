package tui

import (
	"strings"
	"testing"
)

// TestYAML: what is copied is the pod's report, and a whole one.
func TestYAML(t *testing.T) {
	res := resultOf(fixtureSnapshot(noon), optionsNone)
	text, err := yamlOf(res, &res.Diagnoses[4])
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"schemaVersion: 1", "pod: web-7d9f4c6b8-2xkqp", "check: host-mismatch", "failures: 1", "errors: 1", "warnings: 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("the YAML lacks %q:\n%s", want, text)
		}
	}
	for _, not := range []string{hiddenPassword, "runner-0"} {
		if strings.Contains(text, not) {
			t.Errorf("the YAML has %q in it", not)
		}
	}
}

func TestYAMLOfAPodThatHealed(t *testing.T) {
	before := resultOf(fixtureSnapshot(noon), optionsNone)
	text, err := yamlOf(resultOf(fixtureSnapshot(noon, "web-7d9f4c6b8-2xkqp"), optionsNone), &before.Diagnoses[4])
	if err != nil || !strings.Contains(text, "pod: web-7d9f4c6b8-2xkqp") {
		t.Errorf("nothing to copy (%v):\n%s", err, text)
	}
}
