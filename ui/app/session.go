package app

import (
	"context"
	"net/http"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/ask"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/ui"
)

// session is an opened cluster, live or for practice.
type session struct {
	client kubernetes.Interface
	scope  kube.Scope
	source diagnose.Source
	name   string // context
	settle func(context.Context) error
	ping   func(context.Context) error
	login  func(registry string) (diagnose.Credentials, bool)
	store  *apply.PodStore // nil for practice
	close  func()

	asking    ask.Options
	transport func() http.RoundTripper // reaches the registries of practice; nil: the network
}

func (s *session) backend() *cluster.Backend {
	b := cluster.New(s.client, s.scope, s.source)
	if s.store != nil {
		b.KeepPods(s.store)
	}
	return b
}

// namespaces are those of the cluster, to choose from.
func (s *session) namespaces(ctx context.Context) []string {
	return connect.NamespacesOf(ctx, s.client)
}

// reach looks at another namespace of the same cluster, or with "" at all.
func (s *session) reach(namespace string) (ui.Backend, string) {
	other := *s
	other.scope.Namespaces, other.scope.Targets = nil, nil
	if namespace != "" {
		other.scope.Namespaces = []string{namespace}
	}
	other.source.Namespaces = other.scope.Namespaces
	return other.asker(), other.namespace()
}

func (s *session) namespace() string {
	if len(s.scope.Namespaces) == 0 {
		return "all namespaces"
	}
	return s.scope.Namespaces[0]
}
