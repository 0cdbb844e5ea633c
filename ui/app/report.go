package app

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/manifest"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/kube/wait"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

func (p Program) reportCluster(ctx context.Context, s *session, o cli.Options, stdout, stderr io.Writer) int {
	g, err := newGate(o)
	if err != nil {
		return fail(stderr, err)
	}
	if err := s.settle(ctx); err != nil {
		return fail(stderr, err)
	}
	snap, undecided, err := wait.CollectDecided(ctx, s.client, s.scope, s.source, o.Wait, func(line string) { fmt.Fprintln(stderr, line) })
	if err != nil {
		return fail(stderr, err)
	}
	if o.AskRegistry {
		askRegistries(ctx, snap, s.askOptions(), o, stderr)
	}
	for _, f := range s.backend().Lost(ctx) {
		fmt.Fprintf(stderr, "pulldoctor: %s: start pulldoctor without --report, or run: %s\n", f.Title, f.Commands[0])
	}
	res, err := p.judge(snap, o, g, stderr)
	if err != nil {
		return fail(stderr, err)
	}
	return finish(res, o, undecided, stdout, stderr)
}

// targetsOf reads the workloads that the command line names.
func targetsOf(o cli.Options) ([]kube.Target, error) {
	var out []kube.Target
	for _, word := range o.Targets {
		t, err := kube.ParseTarget(word)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// reportFiles reports on manifests, with --live together with a cluster.
func (p Program) reportFiles(ctx context.Context, o cli.Options, conn connect.Options, asking ask.Options, scope kube.Scope, stdin io.Reader, stdout, stderr io.Writer) int {
	g, err := newGate(o)
	if err != nil {
		return fail(stderr, err)
	}
	reading := manifest.Options{Exclude: g.Exclusion()}
	var live *connect.Connection
	if o.Live {
		if live, err = connect.Open(conn); err == nil {
			err = live.Ping(ctx)
		}
		if err != nil {
			return fail(stderr, err)
		}
		scope.Default = live.Namespace // as kubectl apply
	}
	read := func(notes io.Writer) (*diagnose.Result, []manifest.FileProblem, error) {
		snap, problems, err := manifest.ReadFilesWith(reading, below(o.Files), stdin, scope)
		if err != nil {
			return nil, problems, err
		}
		noNodes := ""
		if live != nil {
			noNodes = read.Lacking(ctx, live.Client, snap, cmp.Or(live.Context, live.Server))
		}
		g.AddAssumed(snap)
		if o.AskRegistry {
			askRegistries(ctx, snap, asking, o, notes)
			if noNodes != "" && anyPulls(snap.RegistryAnswers) {
				fmt.Fprintf(notes, "pulldoctor: the nodes cannot be listed (%s), so it is not known whether the images are built for their architectures\n", noNodes)
			}
		}
		res, err := p.judge(snap, o, g, notes)
		return res, problems, err
	}
	res, problems, err := read(stderr)
	if err == nil && o.Fix {
		res, problems, err = correct(res, problems, read, o, stdout, stderr)
	}
	if err != nil && len(problems) <= 1 { // it names the one problem
		return fail(stderr, err)
	}
	for _, line := range problemLines(problems, o.Quiet) {
		fmt.Fprintln(stderr, "pulldoctor:", line)
	}
	if err != nil {
		return fail(stderr, err)
	}
	addPatch(res, o, stderr)
	code := finish(res, o, false, stdout, stderr)
	if o.Strict && slices.ContainsFunc(problems, func(p manifest.FileProblem) bool { return !p.Hint }) {
		return cli.ExitUsage
	}
	return code
}

func finish(res *diagnose.Result, o cli.Options, undecided bool, stdout, stderr io.Writer) int {
	code := cli.ExitCode(&res.Report, o.FailOn, undecided)
	if err := cli.Write(res, o, stdout, stderr); err != nil {
		fmt.Fprintln(stderr, "pulldoctor:", err)
		if code == cli.ExitOK { // nobody could read that all is well
			code = cli.ExitIncomplete
		}
	}
	return code
}
