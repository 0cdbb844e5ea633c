package kube

import (
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Watcher follows the pods of a scope. Its methods may be called concurrently.
type Watcher struct {
	client  kubernetes.Interface
	scope   Scope
	src     diagnose.Source
	refresh chan struct{}
}

// NewWatcher is a watcher that has not begun.
func NewWatcher(client kubernetes.Interface, s Scope, src diagnose.Source) *Watcher {
	return &Watcher{client: client, scope: s, src: src, refresh: make(chan struct{}, 1)}
}

// Refresh makes Watch read everything again now. It does not wait.
func (w *Watcher) Refresh() {
	select {
	case w.refresh <- struct{}{}:
	default: // one is asked for already
	}
}
