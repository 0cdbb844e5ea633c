// Package app connects the packages: it runs what the command line asks for on
// a cluster, files or the practice cluster, and shows it on a screen or as a
// report.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cli"
	"github.com/pulldoctor/pulldoctor/ui/line"
	"github.com/pulldoctor/pulldoctor/ui/preference"
	"github.com/pulldoctor/pulldoctor/ui/tui"
)

// Program is what main provides.
type Program struct {
	Cases   fs.FS  // the folders of testdata/cases, for practice
	Version string // what --version prints

	// Interactive is told when a user interface opens and when it has ended: in
	// between, a signal has to wait until the terminal is given back. It may be nil.
	Interactive func(open bool)
}

// Run runs the program with these arguments, its name first, and returns the
// exit code.
func (p Program) Run(ctx context.Context, args []string, stdin, stdout, stderr *os.File) int {
	conn := connect.Options{Version: p.Version}
	code := cli.ExitOK
	err := cli.Execute(ctx, args, cli.Program{
		Version: p.Version, Connect: conn.BindFlags, Lookup: lookup(&conn), Clean: clean.Line, RBAC: sweepManifests,
		Diagnose: func(ctx context.Context, o cli.Options) error {
			code = p.diagnose(ctx, o, conn, stdin, stdout, stderr)
			return nil
		},
	}, stdout, stderr)
	if err != nil {
		return fail(stderr, err)
	}
	return code
}

// diagnose runs the root command and returns the exit code.
func (p Program) diagnose(ctx context.Context, o cli.Options, conn connect.Options, stdin, stdout, stderr *os.File) int {
	if err := o.CheckOutputs(); err != nil {
		return fail(stderr, err)
	}
	if err := noScreen(o, stdin, stdout); err != nil {
		return fail(stderr, err)
	}
	targets, err := targetsOf(o)
	if err != nil {
		return fail(stderr, err)
	}
	asking, err := askOptions(o)
	if err != nil {
		return fail(stderr, err)
	}
	if len(o.Files) > 0 {
		scope := kube.Scope{Selector: o.Selector, Targets: targets, Default: conn.Namespace, Literal: o.Strict, Sweep: o.Sweep != nil}
		if conn.Namespace != "" && !o.AllNamespaces {
			scope.Namespaces = []string{conn.Namespace}
		}
		return p.reportFiles(ctx, o, conn, asking, scope, stdin, stdout, stderr)
	}
	if screenFor(o, stdin, stdout) == nil {
		conn.Say = func(line string) { fmt.Fprintln(stderr, "pulldoctor: "+line+".") }
	}
	s, err := p.open(ctx, o, conn)
	if err != nil {
		return fail(stderr, err)
	}
	defer s.close()
	s.scope.Targets, s.asking = targets, asking
	own := s.ownLogins()
	if o.PasswordStdin {
		if stdin, own.Input, err = passwordInput(stdin); err != nil {
			return fail(stderr, err)
		}
	}
	if show := screenFor(o, stdin, stdout); show != nil {
		// An exec plugin may use the terminal, so authenticate before the screen opens.
		if err := s.ping(ctx); err != nil {
			return fail(stderr, err)
		}
		lessons, err := p.classroom(o, conn.Namespace == "")
		if err != nil {
			return fail(stderr, err)
		}
		if p.Interactive != nil {
			p.Interactive(true)
			defer p.Interactive(false)
		}
		err = show(ctx, s.asker(), ui.Options{
			Version: p.Version, Context: s.name, Namespace: s.namespace(), Practice: o.Train,
			Login: s.login, Logins: own, Theme: o.Theme, Preferences: preference.Read(preference.DefaultFile()), ASCII: o.ASCII, Contexts: contexts(conn), Switch: switcher(o, conn, asking), Namespaces: s.namespaces, Reach: s.reach,
			Input: stdin, Output: stdout, Course: lessons,
		})
		if err != nil {
			return fail(stderr, err)
		}
		return cli.ExitOK
	}
	return p.reportCluster(ctx, s, o, stdout, stderr)
}

// screenFor returns the user interface, nil for a report.
func screenFor(o cli.Options, stdin, stdout *os.File) func(context.Context, ui.Backend, ui.Options) error {
	switch {
	case o.Report:
		return nil
	case o.Plain:
		return line.Run
	case cli.IsTerminal(stdin) && cli.IsTerminal(stdout):
		return tui.Run
	}
	return nil
}

// noScreen refuses what only a report can do where a screen would open.
func noScreen(o cli.Options, stdin, stdout *os.File) error {
	if len(o.Files) > 0 || screenFor(o, stdin, stdout) == nil {
		return nil
	}
	switch {
	case len(o.Targets) > 0:
		return fmt.Errorf("%s requires --report", o.Targets[0])
	case o.AskRegistry:
		return errors.New("--ask-registry requires --report; on the screen, press a on a failing pod")
	}
	for flag, given := range map[string]bool{"config": o.Config != "", "baseline": o.Baseline != "", "write-baseline": o.WriteBaseline != "", "show-ignored": o.ShowIgnored} {
		if given {
			return fmt.Errorf("--%s requires --report", flag)
		}
	}
	return nil
}

// fail prints the error and returns the exit code.
func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "pulldoctor:", err)
	var conn *kube.ConnectError
	if errors.As(err, &conn) {
		return cli.ExitNoCluster
	}
	var unknown cli.NotRecognized
	if errors.As(err, &unknown) {
		return cli.ExitFindings
	}
	return cli.ExitUsage
}
