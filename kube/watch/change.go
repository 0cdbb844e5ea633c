package watch

import (
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// change is one event of a watch.
type change struct {
	kind      watch.EventType
	object    runtime.Object
	unwatched bool  // something may not be watched and must be polled
	err       error // the pods' watch is lost
}

// matters records a change and says whether a new reading is due. known are
// the versions in the last snapshot, so that events for objects that were
// already read cause no new reading.
func (c change) matters(set *read.PodSet, known map[string]string) read.Urgency {
	if c.kind == watch.Bookmark { // an empty object: only its version counts
		return read.Never
	}
	switch o := c.object.(type) {
	case *corev1.Pod:
		if c.kind == watch.Deleted {
			set.Count = max(0, set.Count-1)
			return set.Drop(o.Namespace, o.Name)
		}
		if c.kind == watch.Added {
			set.Count++
		}
		return set.Put(o)
	case *corev1.Secret:
		return c.fresh("Secret", &o.ObjectMeta, known)
	case *corev1.ServiceAccount:
		if uses(set, o.Namespace) {
			return c.fresh("ServiceAccount", &o.ObjectMeta, known)
		}
	}
	return read.Never
}

func (c change) fresh(kind string, m *metav1.ObjectMeta, known map[string]string) read.Urgency {
	key := objectKey(kind, &diagnose.Meta{Namespace: clean.Line(m.Namespace), Name: clean.Line(m.Name), UID: clean.Line(string(m.UID))})
	version, ok := known[key]
	if c.kind != watch.Deleted && ok && m.ResourceVersion != "" && version == m.ResourceVersion {
		return read.Never
	}
	return read.Now
}

// ofPods says whether it came from the watch of pods.
func (c change) ofPods() bool {
	_, ok := c.object.(*corev1.Pod)
	return ok
}

// uses says whether a pod of the set is in the namespace.
func uses(s *read.PodSet, namespace string) bool {
	for _, e := range s.Entries {
		if e.Pod.Namespace == clean.Line(namespace) {
			return true
		}
	}
	return false
}
