package store

import (
	"strconv"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
)

// slack is how many events a watcher may lag behind before its watch is ended. A real API server
// ends slow watches as well; the client then lists again.
const slack = 1024

var _ watch.Interface = (*Watcher)(nil)

// Watcher is one running watch. It has no goroutine of its own.
type Watcher struct {
	store     *Store
	resource  schema.GroupResource
	namespace string // empty for all
	match     func(Object) bool
	events    chan watch.Event
	done      bool
}

// Watch follows the objects of a resource that match. from is the version after which changes are
// sent; 0 sends all present objects first. ErrExpired if changes since then are no longer
// available.
func (s *Store) Watch(gr schema.GroupResource, namespace string, from int64, match func(Object) bool) (*Watcher, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return nil, ErrClosed
	}
	w := &Watcher{store: s, resource: gr, namespace: namespace, match: match}
	if from == 0 {
		present := s.list(gr, namespace)
		w.events = make(chan watch.Event, len(present)+slack)
		for _, obj := range present {
			w.notify(change{resource: gr, new: obj})
		}
	} else {
		past, err := s.since(from)
		if err != nil {
			return nil, err
		}
		w.events = make(chan watch.Event, len(past)+slack)
		for _, c := range past {
			w.notify(c)
		}
	}
	s.watchers[w] = true
	return w, nil
}

// since returns the changes after a version.
func (s *Store) since(version int64) ([]change, error) {
	if version >= s.version {
		return nil, nil
	}
	if len(s.log) == 0 || s.log[0].version > version+1 {
		return nil, ErrExpired
	}
	return s.log[version+1-s.log[0].version:], nil
}

// notify sends a change to the watcher if it matches. The store's lock is
// held.
func (w *Watcher) notify(c change) {
	if w.done || c.resource != w.resource {
		return
	}
	event, ok := w.event(c)
	if !ok {
		return
	}
	select {
	case w.events <- event:
	default:
		w.close()
	}
}

// event returns a change as seen through the watcher's selector: an object that stops matching is
// deleted, one that starts matching is added.
func (w *Watcher) event(c change) (watch.Event, bool) {
	before, after := w.sees(c.old), w.sees(c.new)
	switch {
	case before && after:
		return watch.Event{Type: watch.Modified, Object: c.new.DeepCopyObject()}, true
	case after:
		return watch.Event{Type: watch.Added, Object: c.new.DeepCopyObject()}, true
	case before:
		gone := c.old.DeepCopyObject().(Object)
		gone.SetResourceVersion(strconv.FormatInt(c.version, 10))
		return watch.Event{Type: watch.Deleted, Object: gone}, true
	}
	return watch.Event{}, false
}

func (w *Watcher) sees(obj Object) bool {
	return obj != nil && (w.namespace == "" || obj.GetNamespace() == w.namespace) && w.match(obj)
}

// ResultChan is closed when the watch ends.
func (w *Watcher) ResultChan() <-chan watch.Event { return w.events }

// Stop ends the watch. It may be called more than once.
func (w *Watcher) Stop() {
	w.store.mu.Lock()
	defer w.store.mu.Unlock()
	w.close()
}

func (w *Watcher) close() {
	if w.done {
		return
	}
	w.done = true
	delete(w.store.watchers, w)
	close(w.events)
}
