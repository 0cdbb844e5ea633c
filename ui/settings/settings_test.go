package settings_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/ui/settings"
)

func same(s string) string { return s }

func write(t *testing.T, path, text string) string {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const full = `exclude: [node_modules]
ignore:
- check: secret-missing
  until: 2027-01-31
- check: [wrong-type, host-mismatch]
  namespace: a
  object: Secret/x
  image: img
  reason: z
severity: {secret-missing: error, wrong-type: off}
assume: [shop/regcred]
`

// faults are settings and the errors about them.
var faults = map[string]string{
	"ignore:\n- check: secret-mising\n":              `s.yaml:2: unknown check "secret-mising"; did you mean secret-missing?`,
	"ignore:\n- {check: wrong-type, unti: x}\n":      `s.yaml:2: unknown field "unti" in a rule of ignore: it has check, image, namespace, object, reason, until`,
	"ignore:\n- reason: x\n":                         "s.yaml:2: a rule of ignore needs",
	"ignore:\n- {check: wrong-type, until: soon}":    "s.yaml:2: until must be a day",
	"ignore: {check: wrong-type}\n":                  "s.yaml:1: ignore must be a list of rules",
	"ignore:\n- wrong-type\n":                        "s.yaml:2: a rule of ignore must be a mapping",
	"severity:\n  wrong-type: high\n":                "s.yaml:2: the severity of wrong-type must be error, warning, info or off",
	"severity:\n  zzzzzzzz: error\n":                 `s.yaml:2: unknown check "zzzzzzzz"; pulldoctor explain lists them`,
	"exclude:\n- ok\n- {a: b}\n":                     "s.yaml:3: exclude must be a list of texts",
	"exclude: ['[']\n":                               `s.yaml:1: exclude: "[" is not a pattern`,
	"assume: [a/b/c]\n":                              `s.yaml:1: assume: "a/b/c" is not namespace/name or name`,
	"a: b: c\n":                                      "s.yaml:1: not YAML: ",
	"\n- a\n":                                        "s.yaml:2: the settings file must be a mapping",
	"exclude: [a]\nexclude: [b]\n":                   `s.yaml:2: the field "exclude" occurs twice`,
	"ignore:\n- check: wrong-type\n  reason: [1]\n":  "s.yaml:3: reason must be a text",
	"ignore:\n- check:\n  - wrong-type\n  - x-y-z\n": `s.yaml:4: unknown check "x-y-z"`,
}

func TestLoad(t *testing.T) {
	t.Chdir(t.TempDir())
	s, err := settings.Load(write(t, "s.yaml", full), nil, same)
	if err != nil || len(s.Ignore) != 2 || len(s.Ignore[1].Checks) != 2 || s.Ignore[1].Line != 5 || len(s.Severity) != 2 || s.Severity[1].Severity != diagnose.SeverityOff {
		t.Errorf("%+v, %v", s, err)
	}
	for text, want := range faults {
		if _, err := settings.Load(write(t, "s.yaml", text), nil, same); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
	for _, text := range []string{"", "# nothing\n", "{}\n"} {
		if _, err := settings.Load(write(t, "s.yaml", text), nil, same); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
	if err := os.Mkdir("folder", 0o755); err != nil {
		t.Fatal(err)
	}
	for file, want := range map[string]string{"folder": "folder is a directory, not a settings file", "gone": "gone cannot be read as a settings file: it does not exist"} {
		if _, err := settings.Load(file, nil, same); err == nil || err.Error() != want {
			t.Errorf("%s: %v", file, err)
		}
	}
}

// The file is found from the first path upward, and not above the repository.
func TestFind(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, settings.Name), "assume: [above]")
	write(t, filepath.Join(dir, "repo/.git/HEAD"), "")
	write(t, filepath.Join(dir, "repo", settings.Name), "assume: [repo]\nexclude: [deploy/a.yaml]")
	write(t, filepath.Join(dir, "repo/deploy/a.yaml"), "")
	write(t, filepath.Join(dir, "repo/sub", settings.Name), "assume: [sub]")
	write(t, filepath.Join(dir, "bare/.git/HEAD"), "")
	t.Chdir(filepath.Join(dir, "repo"))
	for _, tc := range []struct {
		config, want string
		paths        []string
	}{
		{"", "repo", nil},
		{"", "repo", []string{"-"}},
		{"", "repo", []string{"deploy/a.yaml", "sub"}},
		{"", "sub", []string{"sub", "deploy"}},
		{"", "", []string{"../bare"}},
		{"none", "", nil},
		{"../" + settings.Name, "above", []string{"sub"}},
	} {
		s, err := settings.Load(tc.config, tc.paths, same)
		if err != nil || strings.Join(s.Assume, " ") != tc.want {
			t.Errorf("%+v: %v, %v", tc, s, err)
		}
	}
	s, err := settings.Load("", []string{"deploy"}, same)
	if err != nil {
		t.Fatal(err)
	}
	if out := s.Exclusion(); s.File != settings.Name || !out("deploy/a.yaml") || out("a.yaml") || !out(filepath.Join(dir, "repo/deploy/a.yaml")) {
		t.Errorf("%+v", s)
	}
}

// The schema accepts what Load accepts, and refuses what it refuses.
func TestSchema(t *testing.T) {
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(settings.Schema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("settings", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("settings")
	if err != nil {
		t.Fatal(err)
	}
	valid := func(text string) bool {
		raw, err := yaml.YAMLToJSON([]byte(text))
		if err != nil {
			return false
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			t.Fatal(err)
		}
		return schema.Validate(v) == nil
	}
	for _, text := range []string{strings.NewReplacer(": off", ": 'off'", "2027-01-31", "'2027-01-31'").Replace(full), "", "{}", "exclude: one\n"} {
		if !valid(text) {
			t.Errorf("refused: %q", text)
		}
	}
	for text := range faults {
		if !strings.Contains(text, "exclude: ['['") && !strings.Contains(text, "a/b/c") && !strings.HasPrefix(text, "exclude: [a]") && valid(text) {
			t.Errorf("accepted: %q", text)
		}
	}
}

// The guide's example is a settings file.
func TestGuide(t *testing.T) {
	guide, err := os.ReadFile("../cli/README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(guide), "<!-- settings:begin -->\n\n```yaml\n")
	text, _, ok := strings.Cut(rest, "```\n")
	t.Chdir(t.TempDir())
	s, err := settings.Load(write(t, "s.yaml", text), nil, same)
	if !ok || err != nil || len(s.Exclude) == 0 || len(s.Ignore) == 0 || len(s.Severity) == 0 || len(s.Assume) == 0 {
		t.Errorf("%+v, %v", s, err)
	}
}

func TestBaselineFile(t *testing.T) {
	t.Chdir(t.TempDir())
	b, err := settings.NewBaseline("b.json")
	if err != nil {
		t.Fatal(err)
	}
	f := &diagnose.Finding{Check: diagnose.CheckWrongType, Severity: diagnose.SeverityError, Location: &diagnose.Location{File: "deploy/a.yaml"}}
	subject := &diagnose.Subject{Owner: diagnose.Object{Kind: "Deployment", Namespace: "a", Name: "b"}}
	b.Record(func(*diagnose.Subject, *diagnose.Finding) *diagnose.Ignored { return nil })(subject, f)
	if n, err := settings.WriteBaseline("b.json", b); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	read, err := settings.ReadBaseline("b.json")
	if err != nil {
		t.Fatal(err)
	}
	s, err := settings.Load("none", nil, same)
	if err != nil {
		t.Fatal(err)
	}
	wd, _ := os.Getwd()
	f.Location.File = filepath.Join(wd, "deploy/a.yaml") // the same file, written otherwise
	if why := s.Review(time.Time{}, read)(subject, f); why == nil {
		t.Error("not known")
	}
	write(t, "c.json", `{"version": 2}`)
	if _, err := settings.ReadBaseline("c.json"); err == nil {
		t.Error("another version was read")
	}
}
