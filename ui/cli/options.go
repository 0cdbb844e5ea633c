// Package cli turns the command line into a value and an outcome into an exit
// code. It opens nothing and prints nothing by itself.
package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"k8s.io/apimachinery/pkg/labels"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Options is a parsed command line.
type Options struct {
	AllNamespaces bool
	Selector      string
	Files         []string // -f; nil: a cluster
	Strict        bool     // a document that cannot be read fails the call
	Report        bool
	Train         bool
	Lesson        string // with Train: the lesson to open at once, by its number or name, or "exam"
	Reset         bool   // with Train: forget the progress of the course
	Seed          uint64 // with Train: draws the exam; 0: by chance
	Outputs       []Output
	FailOn        diagnose.Severity // "" means none
	Wait          time.Duration
	Theme         string // auto, dark, light
	ASCII         bool
	PasswordStdin bool // standard input holds a login; keys come from the terminal
	Plain         bool // line by line instead of a screen
	Version, Help bool
	Command       string   // explain, completion, schema; empty: a diagnosis
	Args          []string // of the command, checked
	Targets       []string // TYPE/NAME: only their pods; empty: all pods
}

// raw holds the flags that need a second look.
type raw struct {
	outputs []string
	failOn  string
}

// flags makes the flags, which fill o and r when they are parsed. connect adds
// those that choose a cluster.
func (o *Options) flags(r *raw, connect func(*pflag.FlagSet)) *pflag.FlagSet {
	fs := pflag.NewFlagSet("pulldoctor", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	fs.BoolVar(&o.Report, "report", false, "print one report and exit; never opens a screen, never asks")
	fs.BoolVar(&o.Train, "train", false, "practise on the built-in cluster; needs no Kubernetes and no network")
	fs.StringVar(&o.Lesson, "lesson", "", "with --train: open this lesson of the course, by its `number` or name, or exam")
	fs.BoolVar(&o.Reset, "reset", false, "with --train: forget the progress of the course")
	fs.Uint64Var(&o.Seed, "seed", 0, "with --train: the `number` that draws the problems of the exam")
	fs.StringArrayVarP(&o.Files, "filename", "f", nil, "diagnose manifests instead of a cluster: a `path` to a file or a folder, or - for standard input; may be repeated")
	fs.BoolVar(&o.Strict, "strict", false, "with -f: exit with 2 when a document cannot be read, though others were")
	fs.StringArrayVarP(&r.outputs, "output", "o", nil, "report `format`: "+strings.Join(formats(), ", ")+"; FORMAT=FILE writes to a file; may be repeated")
	fs.StringVar(&r.failOn, "fail-on", "error", "exit with 1 at findings of this `severity`: error, warning or none")
	fs.DurationVar(&o.Wait, "wait", 0, "with --report: wait up to this long until every pull is decided")
	fs.BoolVarP(&o.AllNamespaces, "all-namespaces", "A", false, "look at all namespaces")
	fs.StringVarP(&o.Selector, "selector", "l", "", "only pods with these `labels`")
	connect(fs)
	fs.StringVar(&o.Theme, "theme", "auto", "`colours`: auto, dark, light, or 16 for the terminal's own")
	fs.BoolVar(&o.Plain, "plain", false, "line by line instead of a screen: for screen readers, pipes and scripts")
	fs.BoolVar(&o.PasswordStdin, "password-stdin", false, "offer the password, token or login file on standard input where a login is asked for")
	fs.BoolVar(&o.ASCII, "ascii", false, "draw with ASCII characters only")
	fs.BoolVar(&o.Version, "version", false, "print the version and exit")
	fs.BoolVarP(&o.Help, "help", "h", false, "print this help and exit")
	return fs
}

// Parse reads the arguments after the program's name. connect adds the flags
// that choose a cluster.
func Parse(args []string, connect func(*pflag.FlagSet)) (Options, *pflag.FlagSet, error) {
	var o Options
	var r raw
	fs := o.flags(&r, connect)
	if err := fs.Parse(args); err != nil {
		return o, fs, fmt.Errorf("%s; see pulldoctor --help", strings.TrimPrefix(err.Error(), "pflag: "))
	}
	if o.Help || o.Version {
		return o, fs, nil
	}
	if err := o.setCommand(fs.Args()); err != nil {
		return o, fs, err
	}
	if o.AllNamespaces && fs.Changed("namespace") {
		return o, fs, fmt.Errorf("-n and -A do not go together")
	}
	if err := o.check(r); err != nil {
		return o, fs, err
	}
	return o, fs, o.checkCluster(fs)
}

// checkCluster refuses flags that choose a cluster where none is read. Where
// the kubeconfig lies says nothing about that.
func (o *Options) checkCluster(fs *pflag.FlagSet) error {
	without := ""
	switch {
	case o.Command != "":
		return nil
	case len(o.Files) > 0:
		without = "-f"
	case o.Train:
		without = "--train"
	default:
		return nil
	}
	for _, name := range []string{"context", "cluster", "user", "server", "as", "as-group"} {
		if fs.Changed(name) {
			return fmt.Errorf("--%s and %s do not go together: %[2]s reads no cluster of a kubeconfig", name, without)
		}
	}
	return nil
}

// check refuses what does not fit together.
func (o *Options) check(r raw) error {
	switch r.failOn {
	case "error", "warning":
		o.FailOn = diagnose.Severity(r.failOn)
	case "none":
	default:
		return fmt.Errorf("--fail-on takes error, warning or none, not %q", r.failOn)
	}
	if !slices.Contains([]string{"auto", "dark", "light", "16"}, o.Theme) {
		return fmt.Errorf("--theme takes auto, dark, light or 16, not %q", o.Theme)
	}
	if err := o.setOutputs(r.outputs); err != nil {
		return err
	}
	if _, err := labels.Parse(o.Selector); err != nil {
		return fmt.Errorf("-l takes labels such as app=web or 'app!=web,tier in (a,b)', not %q", o.Selector)
	}
	switch {
	case len(o.Files) > 0 && o.Train:
		return fmt.Errorf("-f and --train do not go together")
	case o.PasswordStdin && (o.Report || len(o.Files) > 0):
		return fmt.Errorf("--password-stdin is for fixes; a report needs no login")
	case !o.Train && (o.Lesson != "" || o.Reset || o.Seed != 0):
		return fmt.Errorf("--lesson, --reset and --seed go with --train")
	case o.Report && o.Lesson != "":
		return fmt.Errorf("--lesson and --report do not go together")
	case o.Strict && len(o.Files) == 0:
		return fmt.Errorf("--strict goes with -f")
	case len(o.Targets) > 0 && o.AllNamespaces:
		return fmt.Errorf("%s and -A do not go together: choose its namespace with -n", o.Targets[0])
	case len(o.Targets) > 0 && o.Plain:
		return fmt.Errorf("%s goes with --report", o.Targets[0])
	case o.Wait < 0:
		return fmt.Errorf("--wait takes a duration such as 5m, not %s", o.Wait)
	case o.Wait > 0 && len(o.Files) > 0:
		return fmt.Errorf("--wait needs a cluster; manifests do not change")
	}
	return nil
}
