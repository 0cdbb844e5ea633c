package cli

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
)

func complete(t *testing.T, find Lookup, words ...string) (values []string, directive string) {
	t.Helper()
	var b strings.Builder
	argv := append([]string{"kubectl_complete-pulldoctor"}, words...)
	if err := Execute(t.Context(), argv, Program{Connect: connect, Lookup: find}, &b, io.Discard); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for _, l := range lines[:len(lines)-1] {
		value, _, _ := strings.Cut(l, "\t")
		values = append(values, value)
	}
	return values, lines[len(lines)-1]
}

func TestComplete(t *testing.T) {
	find := Lookup{
		Contexts:   func(context.Context) []string { return []string{"kind-dev", "arn:aws:eks:prod"} },
		Namespaces: func(context.Context) []string { return []string{"shop", "ci"} },
	}
	for _, tc := range []struct{ line, want, directive string }{
		{"", "completion explain help rbac schema version", ":4"},
		{"ex", "explain", ":4"},
		{"explain|host", "host-mismatch hosts.toml", ":4"},
		{"explain|host-mismatch|", "", ":4"},
		{"completion|", "bash zsh fish powershell", ":4"},
		{"--fail-on| ", "error warning none", ":4"},
		{"--fail-on=w", "warning", ":4"},
		{"-o| ", "text json yaml markdown junit sarif github patch openmetrics", ":36"},
		{"--output|ma", "markdown", ":36"},
		{"-o|json=name_", "json=name_test.go", ":4"},
		{"-o|json=../cli/testdata/rec", "json=../cli/testdata/recipes/", ":6"},
		{"-f| ", "", ":0"},
		{"--context| ", "arn:aws:eks:prod kind-dev", ":4"},
		{"-A|--context=k", "kind-dev", ":4"},
		{"-n| ", "ci shop", ":4"},
		{"--report|-n|s", "shop", ":4"},
		{"--train|-n| ", "", ":4"},
		{"--nonsense|-n|s", "shop", ":4"},
		{"-h|explain|host-", "host-mismatch", ":4"},
		{"stray| ", "", ":4"},
		{"--report|", "", ":4"},
		{"--as| ", "", ":4"},
		{"--kubeconfig| ", "", ":0"},
		{"help|ex", "explain", ":4"},
	} {
		words := strings.Split(strings.ReplaceAll(tc.line, " ", ""), "|")
		values, directive := complete(t, find, words...)
		if strings.Join(values, " ") != tc.want || directive != tc.directive {
			t.Errorf("%q: %q %s, want %q %s", words, values, directive, tc.want, tc.directive)
		}
	}
}

// A flag is completed by its name, each flag once.
func TestCompleteFlags(t *testing.T) {
	values, _ := complete(t, Lookup{}, "--f")
	if !slices.Equal(values, []string{"--fail-on", "--filename", "--fix", "--free"}) {
		t.Errorf("%q", values)
	}
	if values, _ := complete(t, Lookup{}); len(values) == 0 {
		t.Error("no word at all gives nothing")
	}
}
