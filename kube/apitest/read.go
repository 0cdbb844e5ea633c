package apitest

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/labels"
)

func (s *Server) get(w http.ResponseWriter, q *http.Request, r Request) {
	s.mu.Lock()
	o, ok := s.objects[r.Resource][r.Namespace+"/"+r.Name]
	s.mu.Unlock()
	if !ok {
		fail(w, q, http.StatusNotFound, "NotFound", fmt.Sprintf("%s %q not found", r.Resource, r.Name), "")
		return
	}
	send(w, q, http.StatusOK, o)
}

// selected returns a test for the objects that a request is about.
func selected(r Request) (func(Object) bool, error) {
	f, err := fields.ParseSelector(r.Query.Get("fieldSelector"))
	if err != nil {
		return nil, err
	}
	l, err := labels.Parse(r.Query.Get("labelSelector"))
	if err != nil {
		return nil, err
	}
	return func(o Object) bool {
		return (r.Namespace == "" || o.GetNamespace() == r.Namespace) && f.Matches(fieldsOf(o)) && l.Matches(labels.Set(o.GetLabels()))
	}, nil
}

// list responds with one page. A token holds the version of the first page
// and the last name that was sent.
func (s *Server) list(w http.ResponseWriter, q *http.Request, r Request) {
	fits, err := selected(r)
	if err != nil {
		fail(w, q, http.StatusBadRequest, "BadRequest", err.Error(), "")
		return
	}
	s.mu.Lock()
	version, oldest := s.version, s.oldest
	var names []string
	for name, o := range s.objects[r.Resource] {
		if fits(o) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	if token := r.Query.Get("continue"); token != "" {
		at, last, _ := strings.Cut(token, ":")
		n, _ := strconv.Atoi(at)
		if n < oldest {
			s.mu.Unlock()
			fail(w, q, http.StatusGone, "Expired", "The provided continue parameter is too old", "")
			return
		}
		version = n
		i, found := slices.BinarySearch(names, last)
		if found {
			i++
		}
		names = names[i:]
	}
	m := metav1.ListMeta{ResourceVersion: strconv.Itoa(version)}
	if limit, _ := strconv.Atoi(r.Query.Get("limit")); limit > 0 && len(names) > limit {
		m.Continue = m.ResourceVersion + ":" + names[limit-1]
		if rest := int64(len(names) - limit); r.Query.Get("fieldSelector")+r.Query.Get("labelSelector") == "" {
			m.RemainingItemCount = &rest
		}
		names = names[:limit]
	}
	items := make([]Object, len(names))
	for i, name := range names {
		items[i] = s.objects[r.Resource][name]
	}
	s.mu.Unlock()
	send(w, q, http.StatusOK, listOf(r.Resource, items, m))
}
