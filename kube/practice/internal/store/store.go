package store

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"sync"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
)

// Errors of the store; the API server words them for users.
var (
	ErrExists   = errors.New("the object exists")
	ErrMissing  = errors.New("no such object")
	ErrConflict = errors.New("the object has a different version")
	ErrExpired  = errors.New("the version is too old")
	ErrClosed   = errors.New("the store is closed")
)

// Object is any API object.
type Object interface {
	runtime.Object
	metav1.Object
}

// logLength is how many changes are kept for watches that start in the past.
const logLength = 4096

// change is one write: old is nil for a new object, new is nil for a deleted one.
type change struct {
	version  int64
	resource schema.GroupResource
	old, new Object
}

// Store is safe for use by several goroutines. Objects that it was given or returns must not be
// changed: it copies neither.
type Store struct {
	mu       sync.Mutex
	version  int64
	objects  map[schema.GroupResource]map[types.NamespacedName]Object
	log      []change // oldest first
	watchers map[*Watcher]bool
	notify   func(schema.GroupResource)
	closed   bool
}

// New makes an empty store. notify is called after every write, under the store's lock: it must
// not call back.
func New(notify func(schema.GroupResource)) *Store {
	return &Store{
		objects:  map[schema.GroupResource]map[types.NamespacedName]Object{},
		watchers: map[*Watcher]bool{},
		notify:   notify,
	}
}

// Get returns an object, nil if there is none.
func (s *Store) Get(gr schema.GroupResource, namespace, name string) Object {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.objects[gr][types.NamespacedName{Namespace: namespace, Name: name}]
}

// List returns the objects of a namespace (all of them if it is empty) by namespace and name, and
// the version of this state.
func (s *Store) List(gr schema.GroupResource, namespace string) ([]Object, int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.list(gr, namespace), s.version
}

func (s *Store) list(gr schema.GroupResource, namespace string) []Object {
	var list []Object
	for key, obj := range s.objects[gr] {
		if namespace == "" || key.Namespace == namespace {
			list = append(list, obj)
		}
	}
	slices.SortFunc(list, func(a, b Object) int {
		return cmp.Or(cmp.Compare(a.GetNamespace(), b.GetNamespace()), cmp.Compare(a.GetName(), b.GetName()))
	})
	return list
}

// Create adds an object and sets its version. ErrExists if the name is taken.
func (s *Store) Create(gr schema.GroupResource, obj Object) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := types.NamespacedName{Namespace: obj.GetNamespace(), Name: obj.GetName()}
	if s.objects[gr][key] != nil {
		return ErrExists
	}
	if s.objects[gr] == nil {
		s.objects[gr] = map[types.NamespacedName]Object{}
	}
	s.write(gr, key, nil, obj)
	return nil
}

// Update replaces an object that still has the given version, and sets the new version.
// ErrMissing or ErrConflict otherwise.
func (s *Store) Update(gr schema.GroupResource, obj Object, version string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := types.NamespacedName{Namespace: obj.GetNamespace(), Name: obj.GetName()}
	old, err := s.current(gr, key, version)
	if err != nil {
		return err
	}
	s.write(gr, key, old, obj)
	return nil
}

// Delete removes an object that still has the given version.
func (s *Store) Delete(gr schema.GroupResource, namespace, name, version string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := types.NamespacedName{Namespace: namespace, Name: name}
	old, err := s.current(gr, key, version)
	if err != nil {
		return err
	}
	s.write(gr, key, old, nil)
	return nil
}

func (s *Store) current(gr schema.GroupResource, key types.NamespacedName, version string) (Object, error) {
	old := s.objects[gr][key]
	switch {
	case old == nil:
		return nil, ErrMissing
	case old.GetResourceVersion() != version:
		return nil, ErrConflict
	}
	return old, nil
}

// write stores one change and notifies all watchers.
func (s *Store) write(gr schema.GroupResource, key types.NamespacedName, old, obj Object) {
	s.version++
	if obj == nil {
		delete(s.objects[gr], key)
	} else {
		obj.SetResourceVersion(strconv.FormatInt(s.version, 10))
		s.objects[gr][key] = obj
	}
	c := change{s.version, gr, old, obj}
	if len(s.log) == logLength {
		s.log = slices.Delete(s.log, 0, logLength/4)
	}
	s.log = append(s.log, c)
	for w := range s.watchers {
		w.notify(c)
	}
	if s.notify != nil {
		s.notify(gr)
	}
}

// Close ends all watches and refuses new ones.
func (s *Store) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	for w := range s.watchers {
		w.close()
	}
}
