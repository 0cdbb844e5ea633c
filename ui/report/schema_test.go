package report_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// compile makes a validator of a schema's text.
func compile(t *testing.T, text string) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("mem:schema", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("mem:schema")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(s *jsonschema.Schema, text string) error {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// closed is the report's schema with no room for names that it does not list.
func closed(t *testing.T) *jsonschema.Schema {
	t.Helper()
	var tree any
	if err := json.Unmarshal([]byte(report.Schema), &tree); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if _, ok := v["properties"].(map[string]any); ok && v["type"] == "object" {
				v["additionalProperties"] = false
			}
			for _, x := range v {
				walk(x)
			}
		case []any:
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(tree)
	text, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	return compile(t, string(text))
}

// Every report is as the schema says, in JSON and in YAML, and the schema
// leaves out no name.
func TestReportsFollowTheSchema(t *testing.T) {
	s := closed(t)
	compile(t, report.Schema)
	for name, res := range results(t) {
		if err := validate(s, write(t, "json", res)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		asJSON, err := yaml.YAMLToJSON([]byte(write(t, "yaml", res)))
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(s, string(asJSON)); err != nil {
			t.Errorf("%s as YAML: %v", name, err)
		}
	}
}

// The schema refuses what is no report.
func TestSchemaRefuses(t *testing.T) {
	s := closed(t)
	good := write(t, "json", hostile())
	for _, tc := range []struct{ old, new string }{
		{`"schemaVersion": 1`, `"schemaVersion": 2`},
		{`"severity": "error"`, `"severity": "fatal"`},
		{`"containerType": "container"`, `"containerType": "pod"`},
		{`"podsRead": 3`, `"podsRead": -3`},
		{`"from": "pod"`, `"from": "node"`},
		{`"check": "host-mismatch"`, `"check": "Host Mismatch"`},
		{`"podsRead"`, `"readPods"`},
		{`"verdict": "can-pull"`, `"verdict": "maybe"`},
		{`"remaining": 76`, `"remaining": "76"`},
	} {
		if bad := strings.Replace(good, tc.old, tc.new, 1); bad == good || validate(s, bad) == nil {
			t.Errorf("accepts %s", tc.new)
		}
	}
}

// The schema's words for a secret's state are those that the checks use.
func TestEveryCheckIsAName(t *testing.T) {
	s := closed(t)
	for _, c := range check.All {
		if err := validate(s, strings.Replace(write(t, "json", hostile()), `"host-mismatch"`, `"`+string(c.Name)+`"`, 1)); err != nil {
			t.Errorf("%s: %v", c.Name, err)
		}
	}
}

// SARIF is as its published schema says.
func TestSARIFFollowsItsSchema(t *testing.T) {
	text, err := os.ReadFile("testdata/sarif-2.1.0-rtm.5.json")
	if err != nil {
		t.Fatal(err)
	}
	s := compile(t, string(text))
	for name, res := range results(t) {
		if err := validate(s, write(t, "sarif", res)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	good := write(t, "sarif", hostile())
	if bad := strings.Replace(good, `"level": "error"`, `"level": "fatal"`, 1); bad == good || validate(s, bad) == nil {
		t.Error("the validator lets everything through")
	}
}
