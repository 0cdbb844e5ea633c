package cluster

import (
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apply"
	"github.com/pulldoctor/pulldoctor/kube/watch"
)

// Backend watches a cluster and applies fixes to it. Its methods may be called
// concurrently.
type Backend struct {
	*watch.Watcher
	*apply.Fixer
}

// New makes a backend for the pods of a scope.
func New(client kubernetes.Interface, s kube.Scope, src diagnose.Source) *Backend {
	return &Backend{watch.New(client, s, src), apply.New(client)}
}
