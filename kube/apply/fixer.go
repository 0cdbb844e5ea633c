package apply

import (
	"sync"

	"k8s.io/client-go/kubernetes"
)

// Fixer checks and applies fixes. Its methods may be called concurrently.
type Fixer struct {
	client kubernetes.Interface
	store  *PodStore // nil: in memory only

	mu   sync.Mutex
	lost map[string]lostPod // deleted by RecreatePod and not yet created again
}

// New makes a Fixer that uses a client.
func New(client kubernetes.Interface) *Fixer {
	return &Fixer{client: client, lost: map[string]lostPod{}}
}
