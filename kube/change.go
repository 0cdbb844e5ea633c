package kube

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// change is one thing that a watch reported.
type change struct {
	kind   watch.EventType
	object runtime.Object
	blind  bool  // something may not be watched: it must be polled
	err    error // the pods' watch is lost
}

// matters takes a change over and says whether a new reading is due. known are
// the versions that the last snapshot had, so that the echo of a reading, or
// the state a watch begins with, causes no other one.
func (c change) matters(set *podSet, known map[string]string) urgency {
	if c.kind == watch.Bookmark { // an empty object: only its version counts
		return never
	}
	switch o := c.object.(type) {
	case *corev1.Pod:
		if c.kind == watch.Deleted {
			set.count = max(0, set.count-1)
			return set.drop(o.Namespace, o.Name)
		}
		if c.kind == watch.Added {
			set.count++
		}
		return set.put(o)
	case *corev1.Secret:
		return c.fresh("Secret", &o.ObjectMeta, known)
	case *corev1.ServiceAccount:
		if set.uses(o.Namespace) {
			return c.fresh("ServiceAccount", &o.ObjectMeta, known)
		}
	}
	return never
}

func (c change) fresh(kind string, m *metav1.ObjectMeta, known map[string]string) urgency {
	key := objectKey(kind, &diagnose.Meta{Namespace: CleanLine(m.Namespace), Name: CleanLine(m.Name), UID: CleanLine(string(m.UID))})
	version, ok := known[key]
	if c.kind != watch.Deleted && ok && m.ResourceVersion != "" && version == m.ResourceVersion {
		return never
	}
	return now
}

// ofPods says whether it came from the watch of pods.
func (c change) ofPods() bool {
	_, ok := c.object.(*corev1.Pod)
	return ok
}

// uses says whether a pod of the set is in the namespace.
func (s *podSet) uses(namespace string) bool {
	for _, e := range s.entries {
		if e.pod.Namespace == CleanLine(namespace) {
			return true
		}
	}
	return false
}
