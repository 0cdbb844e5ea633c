package cli

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pulldoctor/pulldoctor/diagnose/text"
)

// rootFlags are the flags of the root command: the options themselves, and the
// values that check turns into options.
type rootFlags struct {
	Options
	outputs []string
	failOn  string
	version bool
	color   bool
	noColor bool
	sweep   sweepFlags
}

// bind declares the flags that only the root command takes, in the order of
// the help.
func (f *rootFlags) bind(fs *pflag.FlagSet) {
	fs.SortFlags = false
	f.bindReport(fs)
	f.bindInput(fs)
	f.sweep.bind(fs)
	f.bindRules(fs)
	f.bindAsk(fs)
	f.bindTraining(fs)
	f.bindScreen(fs)
	fs.BoolVar(&f.version, "version", false, "Print the version and exit")
}

func (f *rootFlags) bindReport(fs *pflag.FlagSet) {
	fs.BoolVar(&f.Report, "report", false, "Print a report and exit, without opening a screen or asking anything")
	fs.StringArrayVarP(&f.outputs, "output", "o", nil, "Report `format`: "+strings.Join(formats(), ", ")+". FORMAT=FILE writes to a file. May be repeated")
	fs.StringVar(&f.failOn, "fail-on", "error", "Exit with code 1 on findings of at least this `severity`: error, warning, or none")
	fs.BoolVar(&f.Summary, "summary", false, "Print one line for each cause in place of the text report")
	fs.BoolVar(&f.Quiet, "quiet", false, "Print no text report where nothing is wrong, and no notes about the input")
	fs.BoolVar(&f.color, "color", false, "Print colors even if the output is not a terminal")
	fs.BoolVar(&f.noColor, "no-color", false, "Print no colors")
	fs.DurationVar(&f.Wait, "wait", 0, "With --report, wait up to this long until every pull has succeeded or failed for good")
}

func (f *rootFlags) bindInput(fs *pflag.FlagSet) {
	fs.BoolVarP(&f.AllNamespaces, "all-namespaces", "A", false, "Read pods of all namespaces")
	fs.StringVarP(&f.Selector, "selector", "l", "", "Read only pods that match this label `selector`")
	fs.StringArrayVarP(&f.Files, "filename", "f", nil, "Diagnose manifests instead of a cluster: a file or directory `path`, or - for standard input. May be repeated")
	fs.BoolVar(&f.Live, "live", false, "With -f, read the pull secrets and service accounts that the manifests lack from the cluster of the context, by name")
	fs.BoolVar(&f.Fix, "fix", false, "With -f, correct the manifests: print the changes, write them, and report what is left")
	fs.BoolVar(&f.Strict, "strict", false, "With -f, exit with code 2 if any document cannot be read, and judge values that a tool fills in later")
}

func (f *rootFlags) bindRules(fs *pflag.FlagSet) {
	fs.StringVar(&f.Config, "config", "", "Read this settings `file` of a report, or none. Default: .pulldoctor.yaml in the folder of -f, else the working directory, or above it")
	fs.StringVar(&f.Baseline, "baseline", "", "Report only findings that are not in this `file`")
	fs.StringVar(&f.WriteBaseline, "write-baseline", "", "Write the findings to this `file`, to use it as --baseline, and report none of them")
	fs.BoolVar(&f.ShowIgnored, "show-ignored", false, "List the findings that settings, annotations and the baseline ignore")
}

// defaultBudget is the default of --ask-budget.
const defaultBudget = 200

func (f *rootFlags) bindAsk(fs *pflag.FlagSet) {
	fs.BoolVar(&f.AskRegistry, "ask-registry", false, "With --report, ask the registries from this computer whether the pull secrets can pull the images. Sends credentials to the registries that they are for")
	fs.IntVar(&f.AskBudget, "ask-budget", defaultBudget, "With --ask-registry, send at most this `number` of requests")
	fs.DurationVar(&f.RetryMissing, "retry-missing", 0, "With --ask-registry, wait up to this long for tags that do not exist yet")
	fs.StringVar(&f.RegistryCA, "registry-ca", "", "Trust the certificate authorities of this PEM `file` too when a registry is asked")
}

func (f *rootFlags) bindTraining(fs *pflag.FlagSet) {
	fs.BoolVar(&f.Train, "train", false, "Practice on a built-in cluster that needs no Kubernetes and no network")
	fs.StringVar(&f.Lesson, "lesson", "", "With --train, open this lesson: its `number` or name, or exam")
	fs.BoolVar(&f.Free, "free", false, "With --train, go to the cluster with all problems at once, without asking what to practice")
	fs.BoolVar(&f.Reset, "reset", false, "With --train, delete your progress in the course")
	fs.Uint64Var(&f.Seed, "seed", 0, "With --train, select the problems of the exam by this `number`")
}

func (f *rootFlags) bindScreen(fs *pflag.FlagSet) {
	fs.BoolVar(&f.Plain, "plain", false, "Use line-by-line output instead of a full screen, for screen readers, pipes and scripts")
	fs.StringVar(&f.Theme, "theme", "auto", "Color `theme`: auto, dark, light, high-contrast, color-blind, or 16 for the terminal's own colors")
	fs.BoolVar(&f.PasswordStdin, "password-stdin", false, "Read a password, a token or a Docker config from standard input, to use it in fixes")
}

// bindGlobal declares the flags that every command takes.
func bindGlobal(fs *pflag.FlagSet, f *rootFlags, connect func(*pflag.FlagSet)) {
	fs.SortFlags = false
	connect(fs)
	fs.BoolVar(&f.ASCII, "ascii", false, "Print ASCII characters only")
	fs.BoolP("help", "h", false, "Print help")
}

// flagError turns an error of pflag into one line, with a suggestion for a
// misspelled flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() == "" {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if near := text.Nearest(unknown.GetSpecifiedName(), names); len(near) > 0 {
			return fmt.Errorf("%w; did you mean --%s?", err, strings.Join(near, " or --"))
		}
	}
	return fmt.Errorf("%s; see %s --help", strings.TrimPrefix(err.Error(), "pflag: "), cmd.CommandPath())
}
