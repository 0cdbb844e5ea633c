package apiserver

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/kubernetes/scheme"
)

// List returns the objects that match the selectors, in one page whatever the limit.
func (s *Server) List(gvr schema.GroupVersionResource, kind schema.GroupVersionKind, namespace string, o metav1.ListOptions) (runtime.Object, error) {
	match, err := selector(gvr.GroupResource(), o)
	if err != nil {
		return nil, err
	}
	into, err := scheme.Scheme.New(kind.GroupVersion().WithKind(kind.Kind + "List"))
	if err != nil {
		return nil, err
	}
	objs, version := s.store.List(gvr.GroupResource(), namespace)
	items := make([]runtime.Object, 0, len(objs))
	for _, obj := range objs {
		if match(obj) {
			items = append(items, obj.DeepCopyObject())
		}
	}
	if err := meta.SetList(into, items); err != nil {
		return nil, err
	}
	if m, err := meta.ListAccessor(into); err == nil {
		m.SetResourceVersion(strconv.FormatInt(version, 10))
	}
	return into, nil
}

// Get returns a copy of one object.
func (s *Server) Get(gvr schema.GroupVersionResource, namespace, name string) (store.Object, error) {
	obj := s.store.Get(gvr.GroupResource(), namespace, name)
	if obj == nil {
		return nil, apierrors.NewNotFound(gvr.GroupResource(), name)
	}
	return obj.DeepCopyObject().(store.Object), nil
}

// Watch follows the objects that match the selectors, from the version in the options. The watch
// ends with TimeoutSeconds, with Stop, with the cluster, or when the reader is too slow.
func (s *Server) Watch(gvr schema.GroupVersionResource, namespace string, o metav1.ListOptions) (watch.Interface, error) {
	match, err := selector(gvr.GroupResource(), o)
	if err != nil {
		return nil, err
	}
	var from int64
	if o.ResourceVersion != "" {
		if from, err = strconv.ParseInt(o.ResourceVersion, 10, 64); err != nil || from < 0 {
			return nil, apierrors.NewBadRequest(fmt.Sprintf("invalid resource version %q", o.ResourceVersion))
		}
	}
	w, err := s.store.Watch(gvr.GroupResource(), namespace, from, match)
	switch {
	case errors.Is(err, store.ErrExpired):
		return nil, apierrors.NewResourceExpired("too old resource version: " + o.ResourceVersion)
	case errors.Is(err, store.ErrClosed):
		return nil, apierrors.NewServiceUnavailable("the practice cluster has ended")
	case err != nil:
		return nil, err
	}
	if o.TimeoutSeconds != nil {
		timer := time.AfterFunc(time.Duration(*o.TimeoutSeconds)*time.Second, w.Stop)
		return timed{w, timer}, nil
	}
	return w, nil
}

// timed is a watch with a time limit.
type timed struct {
	*store.Watcher
	timer *time.Timer
}

func (t timed) Stop() {
	t.timer.Stop()
	t.Watcher.Stop()
}
