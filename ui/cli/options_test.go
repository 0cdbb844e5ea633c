package cli

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

func parse(args ...string) (Options, error) {
	var ns string
	o, _, err := Parse(args, func(fs *pflag.FlagSet) {
		fs.StringVarP(&ns, "namespace", "n", "", "")
		for _, name := range []string{"context", "as", "kubeconfig"} {
			fs.String(name, "", "")
		}
	})
	return o, err
}

func TestParse(t *testing.T) {
	o, err := parse("--report", "-o", "json=out.json", "-o", "text", "--fail-on", "warning", "--wait", "90s", "-A", "-l", "app=web")
	if err != nil {
		t.Fatal(err)
	}
	if !o.Report || !o.AllNamespaces || o.Selector != "app=web" || o.FailOn != diagnose.SeverityWarning || o.Wait != 90*time.Second {
		t.Errorf("%+v", o)
	}
	if o, err := parse("--report", "deploy/web", "--wait", "5m", "sts/db"); err != nil || !slices.Equal(o.Targets, []string{"deploy/web", "sts/db"}) || o.Command != "" {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := parse("-f", "x", "--kubeconfig", "y", "deploy/web"); err != nil {
		t.Error(err)
	}
	if len(o.Outputs) != 2 || o.Outputs[0] != (Output{"json", "out.json"}) || o.Outputs[1] != (Output{"text", ""}) {
		t.Errorf("outputs %+v", o.Outputs)
	}
}

// A wrong call gets one sentence that says what is wrong.
func TestParseRefuses(t *testing.T) {
	for _, tc := range []struct{ args, want string }{
		{"--nonsense", "unknown flag: --nonsense"},
		{"stray", `unexpected argument "stray"`},
		{"deployment web", `unexpected argument "deployment"; a workload is named like deployment/web`},
		{"deploy/web -A", "choose its namespace with -n"},
		{"deploy/web --plain", "goes with --report"},
		{"-f x --context dev", "--context and -f do not go together"},
		{"--train --as me", "--as and --train do not go together"},
		{"-o xml", `not "xml"`},
		{"-o json -o yaml", "only one -o"},
		{"-o json=", "names no file"},
		{"-o jsn", "did you mean json?"},
		{"-o json -o sarif=-", "only one -o"},
		{"-o json=a -o yaml=./a", "name the same file a"},
		{"explain host-mismach", "did you mean host-mismatch?"},
		{"explain zzzzzz", "pulldoctor explain lists them"},
		{"explain a b", "takes one check"},
		{"completion", "takes one of bash, zsh, fish"},
		{"completion tcsh", "takes one of bash, zsh, fish"},
		{"schema x", "takes no argument"},
		{"--fail-on sometimes", `not "sometimes"`},
		{"--wait soon", "--wait"},
		{"--wait -5s", "--wait takes a duration"},
		{"--train -f x", "do not go together"},
		{"-n shop -A", "-n and -A"},
		{"-f x --wait 5s", "needs a cluster"},
		{"-l app,=", `not "app,="`},
		{"--theme pink", `not "pink"`},
	} {
		_, err := parse(strings.Fields(tc.args)...)
		if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v, want one line with %q", tc.args, err, tc.want)
		}
	}
}

func TestExitCode(t *testing.T) {
	finding := func(s diagnose.Severity) []diagnose.Failure {
		return []diagnose.Failure{{Findings: []diagnose.Finding{{Severity: s}}}}
	}
	unreadable := []diagnose.Unreadable{{Resource: "secrets"}}
	for _, tc := range []struct {
		name      string
		r         diagnose.Report
		failOn    diagnose.Severity
		undecided bool
		want      int
	}{
		{"clean", diagnose.Report{}, "error", false, ExitOK},
		{"error", diagnose.Report{Failures: finding("error")}, "error", false, ExitFindings},
		{"warning below the line", diagnose.Report{Failures: finding("warning")}, "error", false, ExitOK},
		{"warning at the line", diagnose.Report{Failures: finding("warning")}, "warning", false, ExitFindings},
		{"none asked for", diagnose.Report{Failures: finding("error")}, "", false, ExitOK},
		{"incomplete", diagnose.Report{Unreadable: unreadable}, "error", false, ExitIncomplete},
		{"findings win over incomplete", diagnose.Report{Failures: finding("error"), Unreadable: unreadable}, "error", true, ExitFindings},
		{"undecided", diagnose.Report{}, "error", true, ExitUndecided},
	} {
		if got := ExitCode(&tc.r, tc.failOn, tc.undecided); got != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, got, tc.want)
		}
	}
}

// The help names the program as it was called, every flag and every command.
func TestHelp(t *testing.T) {
	_, fs, err := Parse([]string{"-h"}, func(fs *pflag.FlagSet) {})
	if err != nil {
		t.Fatal(err)
	}
	got := Help("kubectl pulldoctor", fs)
	for _, c := range commands {
		if !strings.Contains(got, "  kubectl pulldoctor "+c.value) {
			t.Errorf("no %s in\n%s", c.value, got)
		}
	}
	fs.VisitAll(func(f *pflag.Flag) {
		if !strings.Contains(got, "--"+f.Name+" ") {
			t.Errorf("no --%s in\n%s", f.Name, got)
		}
	})
	for _, l := range strings.Split(got, "\n") {
		if len(l) > 100 {
			t.Errorf("too long: %s", l)
		}
	}
}
