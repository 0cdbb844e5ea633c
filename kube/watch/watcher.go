package watch

import (
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
)

// Watcher follows the pods of a scope. Its methods may be called concurrently.
type Watcher struct {
	client  kubernetes.Interface
	scope   kube.Scope
	src     diagnose.Source
	refresh chan struct{}
}

// New makes a watcher that has not started.
func New(client kubernetes.Interface, s kube.Scope, src diagnose.Source) *Watcher {
	return &Watcher{client: client, scope: s, src: src, refresh: make(chan struct{}, 1)}
}

// Refresh makes Watch read everything again now. It does not wait.
func (w *Watcher) Refresh() {
	select {
	case w.refresh <- struct{}{}:
	default: // one is already requested
	}
}
