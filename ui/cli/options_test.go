package cli

import (
	"context"
	"io"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// connect adds a few of the flags that select a cluster.
func connect(fs *pflag.FlagSet) {
	fs.StringP("namespace", "n", "", "")
	for _, name := range []string{"context", "as", "kubeconfig"} {
		fs.String(name, "", "")
	}
}

// execute runs the program called pulldoctor, and returns the options with
// which it would diagnose.
func execute(stdout io.Writer, args ...string) (got Options, err error) {
	err = Execute(context.Background(), append([]string{"pulldoctor"}, args...), Program{
		Version: "v1.2.3", Connect: connect, Clean: func(s string) string { return s },
		Diagnose: func(_ context.Context, o Options) error { got = o; return nil },
	}, stdout, io.Discard)
	return got, err
}

func parse(args ...string) (Options, error) { return execute(io.Discard, args...) }

func TestParse(t *testing.T) {
	o, err := parse("--report", "-o", "json=out.json", "-o", "text", "--fail-on", "warning", "--wait", "90s", "-A", "-l", "app=web")
	if err != nil {
		t.Fatal(err)
	}
	if !o.Report || !o.AllNamespaces || o.Selector != "app=web" || o.FailOn != diagnose.SeverityWarning || o.Wait != 90*time.Second {
		t.Errorf("%+v", o)
	}
	if o, err := parse("--report", "deploy/web", "--wait", "5m", "sts/db"); err != nil || !slices.Equal(o.Targets, []string{"deploy/web", "sts/db"}) {
		t.Errorf("%+v, %v", o, err)
	}
	if _, err := parse("-f", "x", "-n", "shop", "-A"); err != nil { // the namespace of objects without one
		t.Errorf("%v", err)
	}
	if _, err := parse("-f", "x", "--kubeconfig", "y", "deploy/web"); err != nil {
		t.Error(err)
	}
	if len(o.Outputs) != 2 || o.Outputs[0] != (Output{"json", "out.json"}) || o.Outputs[1] != (Output{"text", ""}) {
		t.Errorf("outputs %+v", o.Outputs)
	}
}

// Wrong usage is one line that says what is wrong.
func TestParseRefuses(t *testing.T) {
	for _, tc := range []struct{ args, want string }{
		{"--nonsense", "unknown flag: --nonsense; see pulldoctor --help"},
		{"--reprot", "unknown flag: --reprot; did you mean --report?"},
		{"explain --asci unknown", "unknown flag: --asci; did you mean --ascii?"},
		{"-x", "unknown shorthand flag: 'x' in -x; see pulldoctor --help"},
		{"stray", `unexpected argument "stray"`},
		{"explian", `unknown command "explian"; did you mean explain?`},
		{"help explian", `unknown command "explian"`},
		{"deployment web", `unexpected argument "deployment": specify workloads as TYPE/NAME, for example deployment/web`},
		{"deploy/web explain", `unexpected argument "explain"`},
		{"-- explain", `unexpected argument "explain"`},
		{"-n shop -A", "-n and -A cannot be used together"},
		{"deploy/web -A", "select the namespace with -n"},
		{"deploy/web --plain", "requires --report"},
		{"-f x --context dev", "--context and -f cannot be used together"},
		{"--train --as me", "--as and --train cannot be used together"},
		{"-o xml", `not "xml"`},
		{"-o json -o yaml", "only one -o"},
		{"-o json=", "has no file name"},
		{"-o jsn", "did you mean json?"},
		{"-o json -o sarif=-", "only one -o"},
		{"-o json=a -o yaml=./a", "write to the same file a"},
		{"explain host-mismach", "did you mean host-mismatch?"},
		{"explain zzzzzz", "pulldoctor explain lists the checks"},
		{"explain - b", "takes no further words"},
		{"explain -f x y", "words or -f, not both"},
		{"completion", "takes one of bash, zsh, fish, powershell"},
		{"completion tcsh", "takes one of bash, zsh, fish, powershell"},
		{"schema x", "takes report or settings"},
		{"version x", "takes no arguments"},
		{"schema --wait 5s", "unknown flag: --wait"},
		{"--fail-on sometimes", `not "sometimes"`},
		{"--wait soon", "--wait"},
		{"--wait -5s", "--wait must be a positive duration"},
		{"--train -f x", "-f and --train cannot be used together"},
		{"-n shop -A", "-n and -A cannot be used together"},
		{"-f x --wait 5s", "manifests do not change"},
		{"-l app,=", `not "app,="`},
		{"--theme pink", `not "pink"`},
		{"--strict", "--strict requires -f"},
		{"--report --ask-budget 5", "--ask-budget requires --ask-registry"},
		{"--report --retry-missing 5m", "--retry-missing requires --ask-registry"},
		{"--report --ask-registry --ask-budget 0", "--ask-budget must be a positive number, not 0"},
		{"--report --ask-registry --ask-budget many", "--ask-budget"},
		{"--report --ask-registry --retry-missing -5m", "--retry-missing must be a positive duration"},
		{"--password-stdin --report", "a report needs no credentials"},
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
		{"error in a document", diagnose.Report{Documents: []diagnose.Document{{Findings: finding("error")[0].Findings}}}, "error", false, ExitFindings},
		{"warning below --fail-on", diagnose.Report{Failures: finding("warning")}, "error", false, ExitOK},
		{"warning at --fail-on", diagnose.Report{Failures: finding("warning")}, "warning", false, ExitFindings},
		{"--fail-on none", diagnose.Report{Failures: finding("error")}, "", false, ExitOK},
		{"incomplete", diagnose.Report{Unreadable: unreadable}, "error", false, ExitIncomplete},
		{"findings before incomplete", diagnose.Report{Failures: finding("error"), Unreadable: unreadable}, "error", true, ExitFindings},
		{"undecided", diagnose.Report{}, "error", true, ExitUndecided},
	} {
		if got := ExitCode(&tc.r, tc.failOn, tc.undecided); got != tc.want {
			t.Errorf("%s: %d, want %d", tc.name, got, tc.want)
		}
	}
}

// The help names the program as it was called, every flag and every command.
func TestHelp(t *testing.T) {
	for _, args := range [][]string{{"-h"}, {"--help", "--report"}, {"help"}} {
		var b strings.Builder
		if err := Execute(t.Context(), append([]string{"/x/kubectl-pulldoctor"}, args...), Program{Connect: connect}, &b, io.Discard); err != nil {
			t.Fatal(err)
		}
		got := b.String()
		root := New("pulldoctor", Program{Connect: connect})
		for _, c := range root.Commands() {
			if !strings.Contains(got, "\n  "+c.Name()+" ") || c.Short == "" {
				t.Errorf("no %s in\n%s", c.Name(), got)
			}
		}
		root.Flags().AddFlagSet(root.PersistentFlags())
		root.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(got, "--"+f.Name+" ") {
				t.Errorf("no --%s in\n%s", f.Name, got)
			}
		})
		for _, want := range []string{"  kubectl pulldoctor [TYPE/NAME...] [flags]\n", "  kubectl pulldoctor COMMAND\n", "  kubectl pulldoctor --train\n", "\n  5  ", "\n  2  "} {
			if !strings.Contains(strings.ReplaceAll(got, "        5  ", "\n  5  "), want) {
				t.Errorf("no %q in\n%s", want, got)
			}
		}
		for _, l := range strings.Split(got, "\n") {
			if len(l) > helpWidth {
				t.Errorf("too long: %s", l)
			}
		}
	}
}

// The help of a command shows its own flags only.
func TestCommandHelp(t *testing.T) {
	for _, args := range [][]string{{"explain", "-h"}, {"help", "explain"}} {
		var b strings.Builder
		if _, err := execute(&b, args...); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); !strings.Contains(got, "  pulldoctor explain [WORDS... | -]") || strings.Contains(got, "--report") {
			t.Errorf("%q: %s", args, got)
		}
	}
}

// A sweep of nodes or prefixes that nothing has is perhaps a misspelled name.
func TestSweepOfNothingIsIncomplete(t *testing.T) {
	r := &diagnose.Report{Sweep: &diagnose.SweepReport{Nodes: []string{"node-l"}}}
	if got := ExitCode(r, diagnose.SeverityError, false); got != ExitIncomplete {
		t.Errorf("exit code %d", got)
	}
	r.Sweep.Images = 1
	if got := ExitCode(r, diagnose.SeverityError, false); got != ExitOK {
		t.Errorf("exit code %d with an image", got)
	}
}
