// Package app puts the rooms together: what the command line asks for, with a
// cluster, files or the practice cluster, shown on the screen or as a report.
package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cli"
	"github.com/pulldoctor/pulldoctor/ui/line"
	"github.com/pulldoctor/pulldoctor/ui/tui"
)

// Program is what a built program has of its own.
type Program struct {
	Cases   fs.FS  // the folders of testdata/cases, for practice
	Version string // what --version prints
}

// Run is the program without the process around it: it does what the
// arguments (the program's name first) ask for and gives the exit code.
func (p Program) Run(ctx context.Context, args []string, stdin, stdout, stderr *os.File) int {
	if cli.IsPluginCompleter(args[0]) {
		return complete(ctx, args[1:], stdout)
	}
	if len(args) > 1 && args[1] == cli.CompleteWord {
		return complete(ctx, args[2:], stdout)
	}
	conn := connect.Options{Version: p.Version}
	o, flags, err := cli.Parse(args[1:], conn.BindFlags)
	name := cli.Name(args[0])
	switch {
	case err != nil:
		return fail(stderr, err)
	case o.Version:
		fmt.Fprintln(stdout, "pulldoctor", p.Version)
		return cli.ExitOK
	case o.Help:
		fmt.Fprint(stdout, cli.Help(name, flags))
		return cli.ExitOK
	case o.Command != "":
		if err := cli.RunCommand(o, name, stdout); err != nil {
			return fail(stderr, err)
		}
		return cli.ExitOK
	}
	if err := o.CheckOutputs(); err != nil {
		return fail(stderr, err)
	}
	targets, err := targetsOf(o)
	if err != nil {
		return fail(stderr, err)
	}
	if len(o.Files) > 0 {
		scope := kube.Scope{Selector: o.Selector, Targets: targets}
		if conn.Namespace != "" {
			scope.Namespaces = []string{conn.Namespace}
		}
		return p.reportFiles(o, scope, stdin, stdout, stderr)
	}
	if len(targets) > 0 && screenFor(o, stdin, stdout) != nil {
		return fail(stderr, fmt.Errorf("%s goes with --report", targets[0]))
	}
	s, err := p.open(ctx, o, conn)
	if err != nil {
		return fail(stderr, err)
	}
	defer s.close()
	s.scope.Targets = targets
	own := s.ownLogins()
	if o.PasswordStdin {
		if stdin, own.Input, err = passwordInput(stdin); err != nil {
			return fail(stderr, err)
		}
	}
	if show := screenFor(o, stdin, stdout); show != nil {
		// A login may want the terminal, so it happens before the screen opens.
		if err := s.ping(ctx); err != nil {
			return fail(stderr, err)
		}
		lessons, err := p.classroom(o)
		if err != nil {
			return fail(stderr, err)
		}
		err = show(ctx, s.backend(), ui.Options{
			Version: p.Version, Context: s.name, Namespace: s.namespace(), Practice: o.Train,
			Login: s.login, Logins: own, Theme: o.Theme, ASCII: o.ASCII, Contexts: contexts(conn), Switch: switcher(o, conn), Namespaces: s.namespaces, Reach: s.reach,
			Input: stdin, Output: stdout, Course: lessons,
		})
		if err != nil {
			return fail(stderr, err)
		}
		return cli.ExitOK
	}
	return p.reportCluster(ctx, s, o, stdout, stderr)
}

// screenFor is how a person is talked to, nil for a report.
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

// fail prints one sentence and chooses the exit code.
func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "pulldoctor:", err)
	var conn *kube.ConnectError
	if errors.As(err, &conn) {
		return cli.ExitNoCluster
	}
	return cli.ExitUsage
}
