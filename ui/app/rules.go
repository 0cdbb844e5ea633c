package app

import (
	"fmt"
	"io"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/diagnose/rules"
	"github.com/pulldoctor/pulldoctor/diagnose/text"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/ui/cli"
	"github.com/pulldoctor/pulldoctor/ui/settings"
)

// gate is what a team has decided about a report: its settings and its baseline.
type gate struct {
	*settings.Settings
	baseline *rules.Baseline // nil for none
}

func newGate(o cli.Options) (*gate, error) {
	s, err := settings.Load(o.Config, o.Files, clean.Line)
	if err != nil {
		return nil, err
	}
	g := &gate{Settings: s}
	if o.Baseline != "" && o.Baseline != o.WriteBaseline {
		g.baseline, err = settings.ReadBaseline(o.Baseline)
	}
	return g, err
}

// judge diagnoses a snapshot and leaves out what is to be ignored.
func (p Program) judge(snap *diagnose.Snapshot, o cli.Options, g *gate, stderr io.Writer) (*diagnose.Result, error) {
	for _, line := range settings.WrongAnnotations(snap) {
		fmt.Fprintln(stderr, "pulldoctor:", line)
	}
	run := func(review func(*diagnose.Subject, *diagnose.Finding) *diagnose.Ignored) *diagnose.Result {
		return engine.Run(snap, diagnose.Options{Version: p.Version, Review: review, Sweep: o.Sweep})
	}
	if o.WriteBaseline != "" {
		b, err := settings.NewBaseline(o.WriteBaseline)
		if err != nil {
			return nil, err
		}
		run(b.Record(g.Review(snap.Now, nil)))
		n, err := settings.WriteBaseline(o.WriteBaseline, b)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(stderr, "pulldoctor: wrote %s to %s\n", text.Count(n, "finding"), o.WriteBaseline)
		g.baseline = b
	}
	res := run(g.Review(snap.Now, g.baseline))
	if o.ShowIgnored {
		res.Report.Ignored = res.Ignored
	}
	return res, nil
}
