package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
)

func TestCommands(t *testing.T) {
	for _, tc := range []struct{ args, want string }{
		{"explain", "host-mismatch"},
		{"explain host-mismatch", "address book"},
		{"explain --ascii unknown", "unknown\n"},
		{"completion bash", "complete -F _pulldoctor pulldoctor"},
		{"completion zsh", "#compdef pulldoctor"},
		{"completion fish", "complete -c pulldoctor"},
		{"schema", `"schemaVersion"`},
	} {
		o, err := parse(strings.Fields(tc.args)...)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := RunCommand(o, "pulldoctor", &b); err != nil || !strings.Contains(b.String(), tc.want) {
			t.Errorf("%s: %v %.200q", tc.args, err, b.String())
		}
	}
	if !json.Valid([]byte(run(t, "schema"))) {
		t.Error("the schema is no JSON")
	}
}

func run(t *testing.T, args ...string) string {
	t.Helper()
	o, err := parse(args...)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := RunCommand(o, "pulldoctor", &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNearMiss(t *testing.T) {
	for word, want := range map[string]string{
		"host-mismach": "host-mismatch", "Wrong_Type": "wrong-type", "secret-mising": "secret-missing",
		"whitespace": "stray-whitespace", "unknwon": "unknown", "zzzzzz": "", "x": "",
	} {
		var names []string
		for _, c := range check.All {
			names = append(names, string(c.Name))
		}
		if got := strings.Join(nearest(word, names), " "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
