package app

import (
	"context"
	"io/fs"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/practice"
	"github.com/pulldoctor/pulldoctor/ui"
	"github.com/pulldoctor/pulldoctor/ui/cli"
)

// open connects to the cluster that the flags ask for.
func (p Program) open(ctx context.Context, o cli.Options, conn connect.Options) (*session, error) {
	if o.Train {
		s := newSession(o)
		return s, s.openPractice(ctx, p.Cases, conn.Namespace)
	}
	return openCluster(o, conn)
}

func newSession(o cli.Options) *session {
	nothing := func(context.Context) error { return nil }
	return &session{scope: kube.Scope{Selector: o.Selector, Sweep: o.Sweep != nil}, settle: nothing, ping: nothing, close: func() {}}
}

func openCluster(o cli.Options, conn connect.Options) (*session, error) {
	s := newSession(o)
	c, err := connect.Open(conn)
	if err != nil {
		return nil, err
	}
	s.client, s.name, s.ping = c.Client, c.Context, c.Ping
	s.store = apply.NewPodStore(apply.PodStoreFolder(), c.Server)
	if !o.AllNamespaces {
		s.scope.Namespaces = []string{c.Namespace}
	}
	s.source = diagnose.Source{Kind: diagnose.SourceCluster, Context: c.Context, Namespaces: s.scope.Namespaces}
	return s, nil
}

func (s *session) openPractice(ctx context.Context, cases fs.FS, namespace string) error {
	p := practice.Open(cases, practice.Options{})
	ctx, stop := context.WithCancel(ctx)
	p.Start(ctx)
	s.client, s.name, s.settle, s.login = p.Client(), "practice cluster", p.Settle, p.Login
	s.close = func() { stop(); p.Wait() }
	s.transport = p.Transport
	if namespace != "" {
		s.scope.Namespaces = []string{namespace}
	}
	s.source = diagnose.Source{Kind: diagnose.SourceTraining, Namespaces: s.scope.Namespaces}
	return nil
}

// contexts reads the names for a change of context.
func contexts(conn connect.Options) func() ([]string, string, error) {
	return func() ([]string, string, error) { return connect.Contexts(conn) }
}

// switcher opens another context of the kubeconfig, with the same flags but
// for those that name a cluster.
func switcher(o cli.Options, conn connect.Options, asking ask.Options) func(string) (ui.Backend, ui.Options, error) {
	return func(name string) (ui.Backend, ui.Options, error) {
		conn.Context, conn.Cluster, conn.User, conn.Server = name, "", "", ""
		s, err := openCluster(o, conn)
		if err != nil {
			return nil, ui.Options{}, err
		}
		s.asking = asking
		return s.asker(), ui.Options{Context: s.name, Namespace: s.namespace(), Namespaces: s.namespaces, Reach: s.reach}, nil
	}
}
