package apiserver

import (
	"sync"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// Server is safe for use by several goroutines.
type Server struct {
	now   func() time.Time
	store *store.Store

	mu      sync.Mutex
	names   map[string]int // how often a name was made with the same prefix
	denials []denial
}

// New makes a server without objects. changed is called after every write with the resource that
// was written; it must return at once and not call back.
func New(now func() time.Time, changed func(schema.GroupResource)) *Server {
	return &Server{now: now, store: store.New(changed), names: map[string]int{}}
}

// Now returns the cluster's time.
func (s *Server) Now() time.Time { return s.now() }

// Close ends every watch; later watches are refused.
func (s *Server) Close() { s.store.Close() }

// Options go with a write.
type Options struct {
	DryRun  bool   // check everything, store nothing
	Manager string // field manager, empty for the cluster's own parts
	// Subresource: "status" writes only the status; empty writes all but the status; "binding" is
	// the same for the scheduler, whose write does not count as a new generation.
	Subresource string
}

// All returns the stored objects of a namespace, or of all when it is empty, by namespace and
// name. They must not be changed: copy them first.
func All[T store.Object](s *Server, gvr schema.GroupVersionResource, namespace string) []T {
	objs, _ := s.store.List(gvr.GroupResource(), namespace)
	list := make([]T, 0, len(objs))
	for _, o := range objs {
		if t, ok := o.(T); ok {
			list = append(list, t)
		}
	}
	return list
}

// Find returns one stored object, false if there is none. It must not be changed.
func Find[T store.Object](s *Server, gvr schema.GroupVersionResource, namespace, name string) (T, bool) {
	t, ok := s.store.Get(gvr.GroupResource(), namespace, name).(T)
	return t, ok
}
