// Package cli turns the command line into a value and an outcome into an exit
// code. It opens nothing and prints nothing by itself.
package cli

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Options is a parsed command line.
type Options struct {
	AllNamespaces bool
	Selector      string
	Files         []string // -f; nil: a cluster
	Report        bool
	Train         bool
	Outputs       []Output
	FailOn        diagnose.Severity // "" means none
	Wait          time.Duration
	Theme         string // auto, dark, light
	ASCII         bool
	Version, Help bool
}

// Output is one -o FORMAT[=FILE].
type Output struct {
	Format string
	File   string // empty: standard output
}

// Formats are the report formats.
var Formats = []string{"text", "json", "yaml"}

// Parse reads the arguments after the program's name. connect adds the flags
// that choose a cluster.
func Parse(args []string, connect func(*pflag.FlagSet)) (Options, *pflag.FlagSet, error) {
	var o Options
	var outputs []string
	failOn := "error"
	fs := pflag.NewFlagSet("pulldoctor", pflag.ContinueOnError)
	fs.SortFlags = false
	fs.Usage = func() {}
	fs.BoolVar(&o.Report, "report", false, "print one report and exit; never opens a screen, never asks")
	fs.BoolVar(&o.Train, "train", false, "practise on the built-in cluster; needs no Kubernetes and no network")
	fs.StringArrayVarP(&o.Files, "filename", "f", nil, "diagnose manifests instead of a cluster: a file, a folder, or - for standard input; may be repeated")
	fs.StringArrayVarP(&outputs, "output", "o", nil, "report format: text, json or yaml; FORMAT=FILE writes to a file; may be repeated")
	fs.StringVar(&failOn, "fail-on", failOn, "exit with 1 at findings of this severity: error, warning or none")
	fs.DurationVar(&o.Wait, "wait", 0, "with --report: wait up to this long until every pull is decided")
	fs.BoolVarP(&o.AllNamespaces, "all-namespaces", "A", false, "look at all namespaces")
	fs.StringVarP(&o.Selector, "selector", "l", "", "only pods with these labels")
	connect(fs)
	fs.StringVar(&o.Theme, "theme", "auto", "colours: auto, dark or light")
	fs.BoolVar(&o.ASCII, "ascii", false, "draw with ASCII characters only")
	fs.BoolVar(&o.Version, "version", false, "print the version and exit")
	fs.BoolVarP(&o.Help, "help", "h", false, "print this help and exit")
	if err := fs.Parse(args); err != nil {
		return o, fs, fmt.Errorf("%s; see pulldoctor --help", strings.TrimPrefix(err.Error(), "pflag: "))
	}
	if fs.NArg() > 0 {
		return o, fs, fmt.Errorf("unexpected argument %q; see pulldoctor --help", fs.Arg(0))
	}
	if o.AllNamespaces && fs.Changed("namespace") {
		return o, fs, fmt.Errorf("-n and -A do not go together")
	}
	if err := o.check(outputs, failOn); err != nil {
		return o, fs, err
	}
	return o, fs, nil
}

// check refuses what does not fit together.
func (o *Options) check(outputs []string, failOn string) error {
	switch failOn {
	case "error", "warning":
		o.FailOn = diagnose.Severity(failOn)
	case "none":
	default:
		return fmt.Errorf("--fail-on takes error, warning or none, not %q", failOn)
	}
	if !slices.Contains([]string{"auto", "dark", "light"}, o.Theme) {
		return fmt.Errorf("--theme takes auto, dark or light, not %q", o.Theme)
	}
	toStdout := 0
	for _, s := range outputs {
		format, file, hasFile := strings.Cut(s, "=")
		if !slices.Contains(Formats, format) {
			return fmt.Errorf("-o takes %s, not %q", strings.Join(Formats, ", "), format)
		}
		if hasFile && file == "" {
			return fmt.Errorf("-o %s= names no file", format)
		}
		if !hasFile {
			toStdout++
		}
		o.Outputs = append(o.Outputs, Output{format, file})
	}
	if toStdout > 1 {
		return fmt.Errorf("only one -o can go to standard output; write the others as FORMAT=FILE")
	}
	switch {
	case len(o.Files) > 0 && o.Train:
		return fmt.Errorf("-f and --train do not go together")
	case o.Wait < 0:
		return fmt.Errorf("--wait takes a duration such as 5m, not %s", o.Wait)
	case o.Wait > 0 && len(o.Files) > 0:
		return fmt.Errorf("--wait needs a cluster; manifests do not change")
	}
	return nil
}
