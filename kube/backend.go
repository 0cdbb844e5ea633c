package kube

import (
	"sync"

	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Backend follows a cluster and carries out fixes in it. Its methods may be
// called at the same time.
type Backend struct {
	client  kubernetes.Interface
	scope   Scope
	src     diagnose.Source
	refresh chan struct{}
	store   *PodStore // nil: in memory only

	mu   sync.Mutex
	lost map[string]lostPod // deleted by RecreatePod and not yet created again
}

// NewBackend is a backend for the pods of a scope.
func NewBackend(client kubernetes.Interface, s Scope, src diagnose.Source) *Backend {
	return &Backend{
		client: client, scope: s, src: src,
		refresh: make(chan struct{}, 1),
		lost:    map[string]lostPod{},
	}
}

// Refresh makes Watch read everything again now. It does not wait.
func (b *Backend) Refresh() {
	select {
	case b.refresh <- struct{}{}:
	default: // one is asked for already
	}
}
