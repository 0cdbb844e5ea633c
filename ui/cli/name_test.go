package cli

import "testing"

func TestName(t *testing.T) {
	for argv0, want := range map[string]string{
		"/usr/local/bin/pulldoctor": "pulldoctor", "./pd": "pd",
		"/x/kubectl-pulldoctor": "kubectl pulldoctor", `C:\bin\kubectl-pulldoctor.exe`: "kubectl pulldoctor",
	} {
		if got := New(argv0, Program{Connect: connect}).CommandPath(); got != want {
			t.Errorf("%s: %q, want %q", argv0, got, want)
		}
	}
	if !isPluginCompleter("/x/kubectl_complete-pulldoctor") || isPluginCompleter("/x/kubectl-pulldoctor") {
		t.Error("the plugin's completer is not recognized by its name")
	}
}
