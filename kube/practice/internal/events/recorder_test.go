package events

import (
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func setup(t *testing.T) (*Recorder, *corev1.Pod, *time.Time) {
	t.Helper()
	now := time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)
	s := apiserver.New(func() time.Time { return now }, nil)
	ns := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop"}}
	if _, err := s.Create(apiserver.Namespaces, "", ns, apiserver.Options{}); err != nil {
		t.Fatal(err)
	}
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web", UID: "u-1"}}
	return New(s, "kubelet", "practice-node", 10), pod, &now
}

func stored(r *Recorder) []*corev1.Event {
	return apiserver.All[*corev1.Event](r.server, apiserver.Events, "shop")
}

func TestTheSameEventIsCounted(t *testing.T) {
	r, pod, now := setup(t)
	r.Event(pod, "spec.containers{app}", "Warning", "Failed", "Error: ErrImagePull")
	*now = now.Add(7 * time.Second)
	r.Event(pod, "spec.containers{app}", "Warning", "Failed", "Error: ErrImagePull")
	r.Event(pod, "", "Warning", "Failed", "Error: ErrImagePull")
	r.Event(pod, "spec.containers{app}", "Warning", "Failed", "Error: ImagePullBackOff")
	list := stored(r)
	if len(list) != 3 {
		t.Fatalf("want 3 events, got %d", len(list))
	}
	for _, e := range list {
		if e.InvolvedObject.FieldPath == "" || e.Message != "Error: ErrImagePull" {
			continue
		}
		if e.Count != 2 || e.LastTimestamp.Sub(e.FirstTimestamp.Time) != 7*time.Second {
			t.Errorf("count %d, from %v to %v", e.Count, e.FirstTimestamp, e.LastTimestamp)
		}
		o := e.InvolvedObject
		if o.Kind != "Pod" || o.APIVersion != "v1" || o.UID != "u-1" || o.Name != "web" || o.Namespace != "shop" {
			t.Errorf("wrong object: %+v", o)
		}
		if e.Source.Component != "kubelet" || e.Source.Host != "practice-node" {
			t.Errorf("wrong source: %+v", e.Source)
		}
	}
}

func TestTooManyEventsAreHeldBack(t *testing.T) {
	r, pod, now := setup(t)
	for range 40 {
		r.Event(pod, "", "Normal", "BackOff", "again")
	}
	if got := stored(r)[0].Count; got != burst {
		t.Errorf("%d events came through, want the burst of %d", got, burst)
	}
	r.Event(pod, "", "Warning", "Failed", "the other type has a burst of its own")
	if got := len(stored(r)); got != 2 {
		t.Errorf("%d events, want 2", got)
	}
	*now = now.Add(pause / 10) // at speed 10
	for range 3 {
		r.Event(pod, "", "Normal", "BackOff", "again")
	}
	for _, e := range stored(r) {
		if e.Type == "Normal" && e.Count != burst+1 {
			t.Errorf("after the pause: %d, want one more", e.Count)
		}
	}
	r.Forget(pod)
	if len(r.buckets) != 0 {
		t.Errorf("%d buckets are left", len(r.buckets))
	}
}
