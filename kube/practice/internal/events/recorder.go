package events

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/scheme"
)

// What the spam filter of client-go (tools/record/events_cache.go) lets through: a burst for each
// object and event type, then one more each time the pause is over.
const (
	burst = 25
	pause = 5 * time.Minute
)

// Recorder writes events of one component. It is not safe for use by several goroutines.
type Recorder struct {
	server    *apiserver.Server
	component string
	host      string // node, empty for controllers
	speed     float64
	buckets   map[string]*bucket
}

// bucket counts the events that one object may still have.
type bucket struct {
	left  int
	since time.Time // when the last one was given back
}

// New makes a recorder. speed divides the pause of the spam filter.
func New(server *apiserver.Server, component, host string, speed float64) *Recorder {
	return &Recorder{server: server, component: component, host: host, speed: speed, buckets: map[string]*bucket{}}
}

// Event records an event about an object. fieldPath names the container, "spec.containers{app}",
// and is empty for the object as a whole.
func (r *Recorder) Event(about store.Object, fieldPath, kind, reason, message string) {
	now := r.server.Now()
	if !r.may(string(about.GetUID())+" "+kind, now) {
		return
	}
	stamp := metav1.NewTime(now).Rfc3339Copy()
	e := &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{Namespace: about.GetNamespace(), Name: Name(about, r.component, fieldPath, kind, reason, message)},
		InvolvedObject: Reference(about, fieldPath),
		Reason:         reason, Message: message, Type: kind,
		Source:              corev1.EventSource{Component: r.component, Host: r.host},
		ReportingController: r.component, ReportingInstance: r.host,
		FirstTimestamp: stamp, LastTimestamp: stamp, Count: 1,
	}
	if old, ok := apiserver.Find[*corev1.Event](r.server, apiserver.Events, e.Namespace, e.Name); ok {
		again := old.DeepCopy()
		again.Count++
		again.LastTimestamp = stamp
		_, _ = r.server.Update(apiserver.Events, again.Namespace, again, apiserver.Options{}) // a failed event is not an error
		return
	}
	_, _ = r.server.Create(apiserver.Events, e.Namespace, e, apiserver.Options{})
}

// may takes one from the object's bucket.
func (r *Recorder) may(key string, now time.Time) bool {
	b := r.buckets[key]
	if b == nil {
		b = &bucket{left: burst, since: now}
		r.buckets[key] = b
	}
	every := time.Duration(float64(pause) / r.speed)
	for b.left < burst && now.Sub(b.since) >= every {
		b.left++
		b.since = b.since.Add(every)
	}
	if b.left == 0 {
		return false
	}
	if b.left == burst {
		b.since = now
	}
	b.left--
	return true
}

// Forget drops what is known of an object that is gone.
func (r *Recorder) Forget(about store.Object) {
	for _, kind := range []string{corev1.EventTypeNormal, corev1.EventTypeWarning} {
		delete(r.buckets, string(about.GetUID())+" "+kind)
	}
}

// Name makes the name of an event about an object. It is the same for the same event, so that
// saying it again finds it.
func Name(about store.Object, parts ...string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %q", about.GetUID(), parts))
	return about.GetName() + "." + hex.EncodeToString(sum[:8])
}

// Reference is how an event names its object.
func Reference(o store.Object, fieldPath string) corev1.ObjectReference {
	ref := corev1.ObjectReference{
		Namespace: o.GetNamespace(), Name: o.GetName(), UID: o.GetUID(),
		ResourceVersion: o.GetResourceVersion(), FieldPath: fieldPath,
	}
	if known, _, err := scheme.Scheme.ObjectKinds(o); err == nil && len(known) > 0 {
		ref.APIVersion, ref.Kind = known[0].ToAPIVersionAndKind()
	}
	return ref
}
