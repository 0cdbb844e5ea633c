// Command pulldoctor takes a pod stuck in ImagePullBackOff, shows why, and
// fixes it with one key.
package main

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/kube/practice/classroom"
	"github.com/pulldoctor/pulldoctor/kube/practice/prompt"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cli"
	"github.com/pulldoctor/pulldoctor/ui/course"
)

// The cases are the practice cluster's problems. What real nodes said of them (node.yaml) is for
// tests only, and more than half of the bytes.
//
//go:embed testdata/cases/*.yaml testdata/cases/*/[^n]*.yaml
var embedded embed.FS

// version is set at release; otherwise the build says it.
var version = ""

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	code := run(ctx, os.Args, os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run is the program without the process around it.
func run(ctx context.Context, args []string, stdin, stdout, stderr *os.File) int {
	if cli.IsPluginCompleter(args[0]) {
		return complete(ctx, args[1:], stdout)
	}
	if len(args) > 1 && args[1] == cli.CompleteWord {
		return complete(ctx, args[2:], stdout)
	}
	connect := kube.ConnectOptions{Version: versionName()}
	o, flags, err := cli.Parse(args[1:], connect.BindFlags)
	name := cli.Name(args[0])
	switch {
	case err != nil:
		return fail(stderr, err)
	case o.Version:
		fmt.Fprintln(stdout, "pulldoctor", versionName())
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
		if connect.Namespace != "" {
			scope.Namespaces = []string{connect.Namespace}
		}
		return reportFiles(o, scope, stdin, stdout, stderr)
	}
	if len(targets) > 0 && screenFor(o, stdin, stdout) != nil {
		return fail(stderr, fmt.Errorf("%s goes with --report", targets[0]))
	}
	s, err := open(ctx, o, connect)
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
		lessons, err := classroomOf(o)
		if err != nil {
			return fail(stderr, err)
		}
		err = show(ctx, s.backend(), ui.Options{
			Version: versionName(), Context: s.name, Namespace: s.namespace(), Practice: o.Train,
			Login: s.login, Logins: own, Theme: o.Theme, ASCII: o.ASCII, Contexts: contexts(connect), Switch: switcher(o, connect), Namespaces: s.namespaces, Reach: s.reach,
			Input: stdin, Output: stdout, Course: lessons,
		})
		if err != nil {
			return fail(stderr, err)
		}
		return cli.ExitOK
	}
	return reportCluster(ctx, s, o, stdout, stderr)
}

// screenFor is how a person is talked to, nil for a report.
func screenFor(o cli.Options, stdin, stdout *os.File) func(context.Context, ui.Backend, ui.Options) error {
	switch {
	case o.Report:
		return nil
	case o.Plain:
		return ui.RunPlain
	case cli.IsTerminal(stdin) && cli.IsTerminal(stdout):
		return ui.Run
	}
	return nil
}

// session is an opened cluster, live or for practice.
type session struct {
	client kubernetes.Interface
	scope  kube.Scope
	source diagnose.Source
	name   string // context
	settle func(context.Context) error
	ping   func(context.Context) error
	login  func(registry string) (diagnose.Login, bool)
	store  *kube.PodStore // nil for practice
	close  func()
}

func (s *session) backend() *kube.Backend {
	b := kube.NewBackend(s.client, s.scope, s.source)
	if s.store != nil {
		b.KeepPods(s.store)
	}
	return b
}

// namespaces are those of the cluster, to choose from.
func (s *session) namespaces(ctx context.Context) []string { return kube.NamespacesOf(ctx, s.client) }

// reach looks at another namespace of the same cluster, or with "" at all.
func (s *session) reach(namespace string) (ui.Backend, string) {
	other := *s
	other.scope.Namespaces, other.scope.Targets = nil, nil
	if namespace != "" {
		other.scope.Namespaces = []string{namespace}
	}
	other.source.Namespaces = other.scope.Namespaces
	return other.backend(), other.namespace()
}

func (s *session) namespace() string {
	if len(s.scope.Namespaces) == 0 {
		return "all namespaces"
	}
	return s.scope.Namespaces[0]
}

// open connects to the cluster that the flags ask for.
func open(ctx context.Context, o cli.Options, connect kube.ConnectOptions) (*session, error) {
	if o.Train {
		s := newSession(o)
		return s, s.openPractice(ctx, connect.Namespace)
	}
	return openCluster(o, connect)
}

func newSession(o cli.Options) *session {
	nothing := func(context.Context) error { return nil }
	return &session{scope: kube.Scope{Selector: o.Selector}, settle: nothing, ping: nothing, close: func() {}}
}

func openCluster(o cli.Options, connect kube.ConnectOptions) (*session, error) {
	s := newSession(o)
	c, err := kube.Connect(connect)
	if err != nil {
		return nil, err
	}
	s.client, s.name, s.ping = c.Client, c.Context, c.Ping
	s.store = kube.NewPodStore(kube.PodStoreFolder(), c.Server)
	if !o.AllNamespaces {
		s.scope.Namespaces = []string{c.Namespace}
	}
	s.source = diagnose.Source{Kind: diagnose.SourceCluster, Context: c.Context, Namespaces: s.scope.Namespaces}
	return s, nil
}

// contexts reads the names for a change of context.
func contexts(connect kube.ConnectOptions) func() ([]string, string, error) {
	return func() ([]string, string, error) { return kube.Contexts(connect) }
}

// switcher opens another context of the kubeconfig, with the same flags but
// for those that name a cluster.
func switcher(o cli.Options, connect kube.ConnectOptions) func(string) (ui.Backend, ui.Options, error) {
	return func(name string) (ui.Backend, ui.Options, error) {
		connect.Context, connect.Cluster, connect.User, connect.Server = name, "", "", ""
		s, err := openCluster(o, connect)
		if err != nil {
			return nil, ui.Options{}, err
		}
		return s.backend(), ui.Options{Context: s.name, Namespace: s.namespace(), Namespaces: s.namespaces, Reach: s.reach}, nil
	}
}

// classroomOf is the course of the practice cluster. Nothing of it is read before it is opened.
func classroomOf(o cli.Options) (*ui.Classroom, error) {
	if !o.Train {
		return nil, nil
	}
	files, err := fs.Sub(embedded, "testdata/cases")
	if err != nil {
		return nil, err
	}
	c := &ui.Classroom{
		Load: func() (*lesson.Course, error) { return lesson.Load(files) },
		Echo: prompt.Echo, File: course.DefaultFile(), Start: o.Lesson,
		Seed: func() uint64 { return uint64(rand.IntN(1_000_000)) },
		Open: func(ctx context.Context, cases ...string) (*ui.Room, error) {
			r, err := classroom.Open(ctx, files, practice.Options{Only: cases})
			if err != nil {
				return nil, err
			}
			b := kube.NewBackend(r.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceTraining})
			return &ui.Room{Backend: b, Login: r.Login, Kubectl: r.Kubectl, Look: r.Look, Close: r.Close}, nil
		},
	}
	if o.Seed != 0 {
		c.Seed = func() uint64 { return o.Seed }
	}
	if o.Reset {
		return c, course.Reset(c.File)
	}
	return c, nil
}

func (s *session) openPractice(ctx context.Context, namespace string) error {
	files, err := fs.Sub(embedded, "testdata/cases")
	if err != nil {
		return err
	}
	p := practice.Open(files, practice.Options{})
	ctx, stop := context.WithCancel(ctx)
	p.Start(ctx)
	s.client, s.name, s.settle, s.login = p.Client(), "practice cluster", p.Settle, p.Login
	s.close = func() { stop(); p.Wait() }
	if namespace != "" {
		s.scope.Namespaces = []string{namespace}
	}
	s.source = diagnose.Source{Kind: diagnose.SourceTraining, Namespaces: s.scope.Namespaces}
	return nil
}

// complete answers a shell, or kubectl, with the possible last words. A shell
// waits meanwhile: what takes longer is left out.
func complete(ctx context.Context, words []string, stdout io.Writer) int {
	ctx, stop := context.WithTimeout(ctx, 2*time.Second)
	defer stop()
	var connect kube.ConnectOptions
	err := cli.Complete(stdout, words, connect.BindFlags, cli.Lookup{
		Contexts: func() []string {
			names, _, _ := kube.Contexts(connect)
			return names
		},
		Namespaces: func() []string { return kube.NamespaceNames(ctx, connect) },
	})
	if err != nil {
		return cli.ExitUsage
	}
	return cli.ExitOK
}

func reportCluster(ctx context.Context, s *session, o cli.Options, stdout, stderr io.Writer) int {
	if err := s.settle(ctx); err != nil {
		return fail(stderr, err)
	}
	snap, undecided, err := kube.CollectDecided(ctx, s.client, s.scope, s.source, o.Wait, func(line string) { fmt.Fprintln(stderr, line) })
	if err != nil {
		return fail(stderr, err)
	}
	for _, f := range s.backend().Lost(ctx) {
		fmt.Fprintf(stderr, "pulldoctor: %s: start pulldoctor without --report, or run: %s\n", f.Title, f.Commands[0])
	}
	return finish(diagnose.Run(snap, diagnose.Options{Version: versionName()}), o, undecided, stdout, stderr)
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

func reportFiles(o cli.Options, scope kube.Scope, stdin io.Reader, stdout, stderr io.Writer) int {
	snap, problems, err := kube.ReadFilesIn(o.Files, stdin, scope)
	if err != nil && len(problems) <= 1 { // it names the one problem
		return fail(stderr, err)
	}
	for _, p := range problems {
		fmt.Fprintln(stderr, "pulldoctor:", p)
	}
	if err != nil {
		return fail(stderr, err)
	}
	code := finish(diagnose.Run(snap, diagnose.Options{Version: versionName()}), o, false, stdout, stderr)
	if o.Strict && slices.ContainsFunc(problems, func(p kube.FileProblem) bool { return !p.Hint }) {
		return cli.ExitUsage
	}
	return code
}

func finish(res *diagnose.Result, o cli.Options, undecided bool, stdout, stderr io.Writer) int {
	if err := cli.Write(res, o, stdout, stderr); err != nil {
		return fail(stderr, err)
	}
	return cli.ExitCode(&res.Report, o.FailOn, undecided)
}

// fail prints one sentence and chooses the exit code.
func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "pulldoctor:", err)
	var connect *kube.ConnectError
	if errors.As(err, &connect) {
		return cli.ExitNoCluster
	}
	return cli.ExitUsage
}

func versionName() string {
	if version != "" {
		return version
	}
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		return info.Main.Version
	}
	return "(devel)"
}
