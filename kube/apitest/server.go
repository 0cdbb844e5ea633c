package apitest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/watch"
)

// Server stores objects and answers requests. It is safe for use by several
// goroutines.
type Server struct {
	// Allow decides which requests are allowed; nil allows all. Set it before
	// the first request.
	Allow func(Request) bool

	mu       sync.Mutex
	objects  map[string]map[string]Object // resource, namespace/name
	version  int
	oldest   int // older versions are no longer available
	history  []change
	grown    chan struct{} // closed when the history has grown
	requests []Request
	refused  []Request
	wrap     func(http.Handler) http.Handler
}

// change is one entry of the history.
type change struct {
	version  int
	resource string
	kind     watch.EventType
	object   Object
}

// New makes a server with these objects.
func New(objects ...Object) *Server {
	s := &Server{objects: map[string]map[string]Object{}, grown: make(chan struct{}), version: 1000}
	for _, o := range objects {
		s.Put(o)
	}
	return s
}

func key(o Object) string { return o.GetNamespace() + "/" + o.GetName() }

// Put creates an object or replaces one.
func (s *Server) Put(o Object) {
	s.mu.Lock()
	defer s.mu.Unlock()
	resource := resourceOf(o)
	o = stamped(o, resource)
	kind := watch.Added
	if old, ok := s.objects[resource][key(o)]; ok {
		kind = watch.Modified
		if o.GetUID() == "" {
			o.SetUID(old.GetUID())
		}
	}
	if o.GetUID() == "" {
		o.SetUID(types.UID("uid-" + resource + "-" + o.GetNamespace() + "-" + o.GetName()))
	}
	s.add(resource, kind, o)
	if s.objects[resource] == nil {
		s.objects[resource] = map[string]Object{}
	}
	s.objects[resource][key(o)] = o
}

// Delete removes an object.
func (s *Server) Delete(o Object) {
	s.mu.Lock()
	defer s.mu.Unlock()
	resource := resourceOf(o)
	old, ok := s.objects[resource][key(o)]
	if !ok {
		return
	}
	delete(s.objects[resource], key(o))
	s.add(resource, watch.Deleted, stamped(old, resource))
}

// add appends to the history and wakes the watches.
func (s *Server) add(resource string, kind watch.EventType, o Object) {
	s.version++
	o.SetResourceVersion(strconv.Itoa(s.version))
	s.history = append(s.history, change{s.version, resource, kind, o})
	close(s.grown)
	s.grown = make(chan struct{})
}

// Forget drops the history, as etcd's compaction does: lists cannot be
// continued and watches cannot start from an earlier version.
func (s *Server) Forget() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.version++
	s.oldest, s.history = s.version, nil
}

// Requests returns the requests received so far.
func (s *Server) Requests() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requests)
}

// Refused returns the requests that Allow rejected.
func (s *Server) Refused() []Request {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.refused)
}

// Count returns how many requests came for "VERB RESOURCE", such as "list
// secrets"; empty counts all.
func (s *Server) Count(line string) int {
	n := 0
	for _, r := range s.Requests() {
		if line == "" || line == r.Verb+" "+r.Resource {
			n++
		}
	}
	return n
}

// Disturb puts a handler before the server's own; nil removes it.
func (s *Server) Disturb(wrap func(http.Handler) http.Handler) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wrap = wrap
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, q *http.Request) {
	r := requestOf(q)
	s.mu.Lock()
	s.requests = append(s.requests, r)
	wrap := s.wrap
	s.mu.Unlock()
	var h http.Handler = http.HandlerFunc(func(w http.ResponseWriter, q *http.Request) { s.answer(w, q, r) })
	if wrap != nil {
		h = wrap(h)
	}
	h.ServeHTTP(w, q)
}

func (s *Server) answer(w http.ResponseWriter, q *http.Request, r Request) {
	switch _, served := kinds[r.Resource]; {
	case q.URL.Path == "/version":
		w.Header().Set("Content-Type", "application/json")
		fmt.Fprint(w, `{"major":"1","minor":"36","gitVersion":"v1.36.3"}`)
	case strings.HasPrefix(r.Resource, "selfsubject"):
		s.review(w, q, r)
	case !served:
		fail(w, q, http.StatusNotFound, "NotFound", "the server could not find the requested resource", "")
	case q.Method != http.MethodGet:
		fail(w, q, http.StatusMethodNotAllowed, "MethodNotAllowed", "this server only reads", "")
	case s.Allow != nil && !s.Allow(r):
		s.mu.Lock()
		s.refused = append(s.refused, r)
		s.mu.Unlock()
		fail(w, q, http.StatusForbidden, "Forbidden", r.forbidden(), "")
	case r.Verb == "watch":
		s.watch(w, q, r)
	case r.Verb == "list":
		s.list(w, q, r)
	default:
		s.get(w, q, r)
	}
}
