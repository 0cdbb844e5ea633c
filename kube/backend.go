package kube

import (
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Backend watches a cluster and applies fixes to it. Its methods may be called
// concurrently.
type Backend struct {
	*Watcher
	*Fixer
}

// NewBackend is a backend for the pods of a scope.
func NewBackend(client kubernetes.Interface, s Scope, src diagnose.Source) *Backend {
	return &Backend{NewWatcher(client, s, src), NewFixer(client)}
}
