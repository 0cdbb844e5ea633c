package cli

import (
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// requirements are flags that have a meaning only with another one.
var requirements = []struct{ flag, needs string }{
	{"lesson", "train"},
	{"reset", "train"},
	{"free", "train"},
	{"seed", "train"},
	{"strict", "filename"},
	{"live", "filename"},
	{"fix", "filename"},
	{"node", "sweep"},
	{"expiring-within", "sweep"},
	{"as-if", "sweep"},
	{"ask-budget", "ask-registry"},
	{"retry-missing", "ask-registry"},
}

// conflicts are flags that cannot be used together.
var conflicts = []struct{ flag, other, why string }{
	{"filename", "train", ""},
	{"color", "no-color", ""},
	{"password-stdin", "report", "a report needs no credentials"},
	{"password-stdin", "filename", "a report needs no credentials"},
	{"lesson", "report", ""},
	{"wait", "filename", "manifests do not change"},
	{"wait", "sweep", "a sweep judges pods that need no waiting for"},
	{"sweep", "plain", ""},
}

// clusterFlags select a cluster or an identity, which is an error where no
// cluster is read. --kubeconfig is not among them: scripts may always pass it.
var clusterFlags = []string{"context", "cluster", "user", "server", "as", "as-group"}

// check turns the flags into options, or says in one line what is wrong.
func (f *rootFlags) check(fs *pflag.FlagSet) error {
	if err := checkCombination(fs); err != nil {
		return err
	}
	if err := f.checkTargets(); err != nil {
		return err
	}
	switch {
	case f.noColor:
		f.Color = "never"
	case f.color:
		f.Color = "always"
	}
	switch f.failOn {
	case "error", "warning":
		f.FailOn = diagnose.Severity(f.failOn)
	case "none":
	default:
		return fmt.Errorf("--fail-on must be error, warning or none, not %q", f.failOn)
	}
	if !slices.Contains(themes, f.Theme) {
		return fmt.Errorf("--theme must be auto, dark, light, high-contrast, color-blind or 16, not %q", f.Theme)
	}
	if f.Wait < 0 {
		return fmt.Errorf("--wait must be a positive duration such as 5m, not %s", f.Wait)
	}
	if f.AskBudget <= 0 {
		return fmt.Errorf("--ask-budget must be a positive number, not %d", f.AskBudget)
	}
	if f.RetryMissing < 0 {
		return fmt.Errorf("--retry-missing must be a positive duration such as 30m, not %s", f.RetryMissing)
	}
	if _, err := labels.Parse(f.Selector); err != nil {
		return fmt.Errorf("-l must be a label selector such as app=web or 'app!=web,tier in (a,b)', not %q", f.Selector)
	}
	sweep, err := f.sweep.options()
	if err != nil {
		return err
	}
	if sweep != nil {
		f.Sweep, f.Report = sweep, true
	}
	if f.Fix && slices.Contains(f.Files, "-") {
		return errors.New("--fix cannot correct standard input: give files or folders")
	}
	if err := f.setOutputs(f.outputs); err != nil {
		return err
	}
	if slices.ContainsFunc(f.Outputs, func(o Output) bool { return o.Format == "patch" }) && len(f.Files) == 0 {
		return errors.New("-o patch requires -f")
	}
	return nil
}

func checkCombination(fs *pflag.FlagSet) error {
	for _, r := range requirements {
		if isSet(fs, r.flag) && !isSet(fs, r.needs) {
			return fmt.Errorf("%s requires %s", spelling(fs, r.flag), spelling(fs, r.needs))
		}
	}
	for _, c := range conflicts {
		if err := conflict(fs, c.flag, c.other, c.why); err != nil {
			return err
		}
	}
	if !isSet(fs, "filename") { // there, -n with -A is the namespace of objects without one
		if err := conflict(fs, "namespace", "all-namespaces", ""); err != nil {
			return err
		}
	}
	for _, name := range clusterFlags {
		for _, other := range []string{"filename", "train"} {
			if other == "filename" && isSet(fs, "live") {
				continue
			}
			if err := conflict(fs, name, other, spelling(fs, other)+" reads no cluster of a kubeconfig"); err != nil {
				return err
			}
		}
	}
	return nil
}

func conflict(fs *pflag.FlagSet, flag, other, why string) error {
	if !isSet(fs, flag) || !isSet(fs, other) {
		return nil
	}
	if why != "" {
		why = ": " + why
	}
	return fmt.Errorf("%s and %s cannot be used together%s", spelling(fs, flag), spelling(fs, other), why)
}

// isSet reports whether a flag was given a value other than its default.
func isSet(fs *pflag.FlagSet, name string) bool {
	f := fs.Lookup(name)
	return f != nil && f.Changed && f.Value.String() != f.DefValue
}

// spelling is a flag as most people type it: -f, --train.
func spelling(fs *pflag.FlagSet, name string) string {
	if f := fs.Lookup(name); f != nil && f.Shorthand != "" {
		return "-" + f.Shorthand
	}
	return "--" + name
}

func (f *rootFlags) checkTargets() error {
	switch {
	case len(f.Targets) == 0:
		return nil
	case f.AllNamespaces:
		return fmt.Errorf("%s and -A cannot be used together: select the namespace with -n", f.Targets[0])
	case f.Plain:
		return fmt.Errorf("%s requires --report", f.Targets[0])
	}
	return nil
}
