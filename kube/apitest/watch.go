package apitest

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
)

// BookmarkEvery is how often a watch sends a bookmark (an API server: about
// once a minute).
const BookmarkEvery = time.Minute

// watch sends changes until the client disconnects or its timeout ends.
func (s *Server) watch(w http.ResponseWriter, q *http.Request, r Request) {
	fits, err := selected(r)
	if err != nil {
		fail(w, q, http.StatusBadRequest, "BadRequest", err.Error(), "")
		return
	}
	info := encoding(q)
	w.Header().Set("Content-Type", info.MediaType+";stream=watch")
	w.WriteHeader(http.StatusOK)
	out := stream{info: info, w: w, flush: func() { _ = http.NewResponseController(w).Flush() }}
	out.flush()
	s.mu.Lock()
	at, oldest := s.version, s.oldest
	s.mu.Unlock()
	if v := r.Query.Get("resourceVersion"); v != "" && v != "0" {
		at, _ = strconv.Atoi(v)
	} else {
		s.initial(r, fits, &out)
	}
	if at < oldest {
		out.send(watch.Error, status(http.StatusGone, "Expired", "too old resource version", ""))
		return
	}
	var end <-chan time.Time
	if n, _ := strconv.Atoi(r.Query.Get("timeoutSeconds")); n > 0 {
		end = time.After(time.Duration(n) * time.Second)
	}
	beat := time.NewTicker(BookmarkEvery)
	defer beat.Stop()
	for out.err == nil {
		s.mu.Lock()
		changes, grown := s.since(at), s.grown
		s.mu.Unlock()
		for _, c := range changes {
			if at = c.version; c.resource == r.Resource && fits(c.object) {
				out.send(c.kind, c.object)
			}
		}
		select {
		case <-grown:
		case <-beat.C:
			if r.Query.Get("allowWatchBookmarks") == "true" {
				out.send(watch.Bookmark, bookmark(r.Resource, at))
			}
		case <-end:
			return
		case <-q.Context().Done():
			return
		}
	}
}

// since returns the history after a version. Call it with the lock held.
func (s *Server) since(version int) []change {
	for i := range s.history {
		if s.history[i].version > version {
			return s.history[i:len(s.history):len(s.history)]
		}
	}
	return nil
}

// initial sends the present objects to a watch without a version.
func (s *Server) initial(r Request, fits func(Object) bool, out *stream) {
	s.mu.Lock()
	var have []Object
	for _, o := range s.objects[r.Resource] {
		if fits(o) {
			have = append(have, o)
		}
	}
	s.mu.Unlock()
	for _, o := range have {
		out.send(watch.Added, o)
	}
}

// bookmark returns an empty object with a version.
func bookmark(resource string, version int) Object {
	var o Object
	switch resource {
	case "secrets":
		o = &corev1.Secret{}
	case "serviceaccounts":
		o = &corev1.ServiceAccount{}
	default:
		resource, o = "pods", &corev1.Pod{}
	}
	o = stamped(o, resource)
	o.SetResourceVersion(strconv.Itoa(version))
	return o
}

// stream writes the frames of a watch.
type stream struct {
	info  runtime.SerializerInfo
	w     http.ResponseWriter
	flush func()
	err   error
}

func (s *stream) send(kind watch.EventType, o runtime.Object) {
	var object, event bytes.Buffer
	if s.err = s.info.Serializer.Encode(o, &object); s.err != nil {
		return
	}
	e := &metav1.WatchEvent{Type: string(kind), Object: runtime.RawExtension{Raw: object.Bytes()}}
	if s.err = s.info.StreamSerializer.Encode(e, &event); s.err != nil {
		return
	}
	_, s.err = s.info.StreamSerializer.NewFrameWriter(s.w).Write(event.Bytes())
	s.flush()
}
