package read

import (
	"cmp"
	"slices"
	"sync"

	apierrors "k8s.io/apimachinery/pkg/api/errors"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// Refusals collects the reads that were refused or failed, each once.
type Refusals struct {
	mu   sync.Mutex
	seen map[diagnose.Unreadable]bool
}

// Add records one read. The reason is "forbidden", or the shortened error.
func (r *Refusals) Add(verb, resource, namespace, name string, err error) {
	u := diagnose.Unreadable{Resource: resource, Namespace: namespace, Name: name, Verb: verb, Why: why(err)}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.seen == nil {
		r.seen = map[diagnose.Unreadable]bool{}
	}
	r.seen[u] = true
}

// List returns all of them in a fixed order.
func (r *Refusals) List() []diagnose.Unreadable {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := make([]diagnose.Unreadable, 0, len(r.seen))
	for u := range r.seen {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b diagnose.Unreadable) int {
		return cmp.Or(cmp.Compare(a.Resource, b.Resource), cmp.Compare(a.Namespace, b.Namespace),
			cmp.Compare(a.Name, b.Name), cmp.Compare(a.Verb, b.Verb), cmp.Compare(a.Why, b.Why))
	})
	return out
}

// take empties the collection and returns its content.
func (r *Refusals) take() map[diagnose.Unreadable]bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	was := r.seen
	r.seen = nil
	return was
}

func (r *Refusals) replace(seen map[diagnose.Unreadable]bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.seen = seen
}

func why(err error) string {
	if apierrors.IsForbidden(err) {
		return "forbidden"
	}
	return connect.Short(err)
}

// podsError returns the sentence for pods that cannot be listed.
func podsError(err error, namespace string) error {
	if !apierrors.IsForbidden(err) {
		return connect.ReachError(err, "")
	}
	if namespace == "" {
		return kube.ConnectErrorf(err, "You may not list pods in all namespaces. Choose one with -n, or ask for a ClusterRole that allows get, list and watch on pods and events, and get on secrets and serviceaccounts.")
	}
	return kube.ConnectErrorf(err, "You may not list pods in namespace %s. Ask for a Role there that allows get, list and watch on pods and events, and get on secrets and serviceaccounts.", namespace)
}
