package cli

import (
	"slices"
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func complete(t *testing.T, find Lookup, words ...string) (values []string, directive string) {
	t.Helper()
	var b strings.Builder
	var ns, kubeconfig, context string
	connect := func(fs *pflag.FlagSet) {
		fs.StringVarP(&ns, "namespace", "n", "", "")
		fs.StringVar(&kubeconfig, "kubeconfig", "", "")
		fs.StringVar(&context, "context", "", "")
	}
	if err := Complete(&b, words, connect, find); err != nil {
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
		Contexts:   func() []string { return []string{"kind-dev", "arn:aws:eks:prod"} },
		Namespaces: func() []string { return []string{"shop", "ci"} },
	}
	for _, tc := range []struct{ line, want, directive string }{
		{"", "explain completion schema", ":4"},
		{"ex", "explain", ":4"},
		{"explain|host", "host-mismatch", ":4"},
		{"explain|host-mismatch|", "", ":4"},
		{"completion|", "bash zsh fish", ":4"},
		{"--fail-on| ", "error warning none", ":4"},
		{"--fail-on=w", "--fail-on=warning", ":4"},
		{"-o| ", "text json yaml markdown junit sarif github", ":4"},
		{"--output|ma", "markdown", ":4"},
		{"-o|json=out", "", ":0"},
		{"-f| ", "", ":0"},
		{"--context| ", "arn:aws:eks:prod kind-dev", ":4"},
		{"-A|--context=k", "--context=kind-dev", ":4"},
		{"-n| ", "ci shop", ":4"},
		{"--report|-n|s", "shop", ":4"},
		{"--train|-n| ", "", ":4"},
		{"--nonsense|-n|s", "shop", ":4"},
		{"-h|explain|host", "host-mismatch", ":4"},
		{"stray| ", "", ":4"},
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
	if !slices.Equal(values, []string{"--filename", "--fail-on"}) {
		t.Errorf("%q", values)
	}
	if values, _ := complete(t, Lookup{}); len(values) == 0 {
		t.Error("no word at all gives nothing")
	}
}

func TestName(t *testing.T) {
	for argv0, want := range map[string]string{
		"/usr/local/bin/pulldoctor": "pulldoctor", "./pd": "pd",
		"/x/kubectl-pulldoctor": "kubectl pulldoctor", `C:\bin\kubectl-pulldoctor.exe`: "kubectl pulldoctor",
	} {
		if got := Name(argv0); got != want {
			t.Errorf("%s: %q, want %q", argv0, got, want)
		}
	}
	if !IsPluginCompleter("/x/kubectl_complete-pulldoctor") || IsPluginCompleter("/x/kubectl-pulldoctor") {
		t.Error("the plugin's completer is not known by its name")
	}
}
