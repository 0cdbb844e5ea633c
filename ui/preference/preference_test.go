package preference

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRead: what is set counts; whatever is wrong with a file is one line, and the
// defaults.
func TestRead(t *testing.T) {
	for name, tc := range map[string]struct{ text, notice string }{
		"empty":         {"", ""},
		"all":           {"theme: high-contrast\nview: causes\nsort: age\ncolumns: [age, node]\nmouse: false\nproduction: [live]\nkeys: {fix: F, undo: [U, f6]}\n", ""},
		"not yaml":      {"theme: [", "cannot be used"},
		"unknown field": {"colour: red", "unknown field"},
		"theme":         {"theme: pink", `theme "pink" is none of auto, dark`},
		"view":          {"view: nodes", `view "nodes" is none of pods, causes`},
		"sort":          {"sort: size", `sort "size" is none of`},
		"column":        {"columns: [size]", `columns "size" is none of`},
		"unknown key":   {"keys: {fixx: F}", `there is no key "fixx"`},
		"taken key":     {"keys: {copy: A}", `"A" changes the cluster`},
		"writing key":   {"keys: {apply: \"y\"}", `"y" is copy, and cannot be apply`},
		"no quotes":     {"keys: {copy: y}", "in quotes"},
		"no key":        {"keys: {fix: []}", `"fix" has no key`},
	} {
		path := filepath.Join(t.TempDir(), "settings.yaml")
		if err := os.WriteFile(path, []byte(tc.text), 0o600); err != nil {
			t.Fatal(err)
		}
		p := Read(path)
		if tc.notice == "" && p.Notice != "" || !strings.Contains(p.Notice, tc.notice) || strings.Contains(p.Notice, "\n") {
			t.Errorf("%s: %q, want %q", name, p.Notice, tc.notice)
		}
		if p.Notice != "" && (p.Theme != "" || p.Keys != nil || p.Causes) {
			t.Errorf("%s: not the defaults: %+v", name, p)
		}
		if name == "all" && (p.Theme != "high-contrast" || !p.Causes || p.Sort != "age" || len(p.Columns) != 2 || !p.NoMouse || p.Production[0] != "live" || p.Keys["fix"][0] != "F" || len(p.Keys["undo"]) != 2) {
			t.Errorf("%+v", p)
		}
	}
	if p := Read(filepath.Join(t.TempDir(), "none.yaml")); p.Notice != "" {
		t.Errorf("no file: %q", p.Notice)
	}
}
