package cli

import (
	"time"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Options is a checked command line of the root command.
type Options struct {
	AllNamespaces bool
	Selector      string
	Files         []string // -f; nil: a cluster
	Live          bool     // read what the manifests lack from the cluster
	Fix           bool     // correct the manifests
	Strict        bool     // exit with ExitUsage if any document cannot be read
	Config        string   // settings file; "": the first that is found; "none": none
	Baseline      string   // file with the findings that are known
	WriteBaseline string   // file to write the findings of this run to
	ShowIgnored   bool     // list what is ignored
	Report        bool
	Train         bool
	Lesson        string // with Train: the lesson to open, by its number or name, or "exam"
	Free          bool   // with Train: go to free practice at once
	Reset         bool   // with Train: delete the progress in the course
	Seed          uint64 // with Train: selects the problems of the exam; 0: random
	Outputs       []Output
	FailOn        diagnose.Severity // "" means none
	Wait          time.Duration
	AskRegistry   bool                   // ask the registries, in a report
	AskBudget     int                    // requests to registries at most
	RetryMissing  time.Duration          // how long to wait for tags that do not exist yet
	RegistryCA    string                 // file of certificate authorities to trust beside the system's
	Sweep         *diagnose.SweepOptions // judge every pod, before it fails; nil: only failing ones
	Theme         string                 // auto, dark, light, 16
	ASCII         bool
	Color         string   // "always", "never" or "": as the terminal
	Quiet         bool     // no text where nothing is wrong, no notes
	Summary       bool     // text with one line for each cause
	PasswordStdin bool     // standard input holds credentials; keys come from the terminal
	Plain         bool     // line by line instead of a screen
	Targets       []string // TYPE/NAME: only their pods; empty: all pods
}
