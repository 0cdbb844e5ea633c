package cli

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose/check"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

func TestCommands(t *testing.T) {
	for _, tc := range []struct{ args, want string }{
		{"explain", "host-mismatch"},
		{"explain host-mismatch", "maps registry keys to credentials"},
		{"explain --ascii unknown", "unknown\n"},
		{"--context x explain unknown", "unknown\n"},
		{"completion bash", "-F __start_pulldoctor pulldoctor"},
		{"completion zsh", "#compdef pulldoctor"},
		{"completion fish", "complete -c pulldoctor"},
		{"completion powershell", "Register-ArgumentCompleter -CommandName 'pulldoctor'"},
		{"schema", `"schemaVersion"`},
		{"version", "pulldoctor v1.2.3\n"},
		{"--version", "pulldoctor v1.2.3\n"},
		{"--version --train -f x stray", "pulldoctor v1.2.3\n"},
	} {
		var b strings.Builder
		if _, err := execute(&b, strings.Fields(tc.args)...); err != nil || !strings.Contains(b.String(), tc.want) {
			t.Errorf("%s: %v %.200q", tc.args, err, b.String())
		}
	}
	var b strings.Builder
	if _, err := execute(&b, "schema"); err != nil || !json.Valid([]byte(b.String())) {
		t.Errorf("the schema is not JSON: %v", err)
	}
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
		if got := strings.Join(text.Nearest(word, names), " "); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}
