package read

import (
	"fmt"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
)

// creating is a pod that its node has been pulling an image for.
func creating(name string, began time.Time) []runtime.Object {
	at := metav1.NewTime(began)
	return []runtime.Object{
		&corev1.Pod{
			ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: name, UID: types.UID(name), CreationTimestamp: at},
			Spec:       corev1.PodSpec{NodeName: "node-1", Containers: []corev1.Container{{Name: "app", Image: "r.test/" + name + ":1"}}},
			Status: corev1.PodStatus{Phase: corev1.PodPending, ContainerStatuses: []corev1.ContainerStatus{
				{Name: "app", State: corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}}},
			}},
		},
		&corev1.Event{
			ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: name + ".1"},
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: name, UID: types.UID(name), FieldPath: "spec.containers{app}"},
			Type:           "Normal", Reason: "Pulling", Message: fmt.Sprintf("Pulling image %q", "r.test/"+name+":1"), FirstTimestamp: at, LastTimestamp: at, Count: 1,
		},
	}
}

// Pods whose pull has lasted long are in the snapshot, with the event that
// shows it; for pods that have just begun no events of pulls are read.
func TestSlowPulls(t *testing.T) {
	now := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	for _, count := range []int{1, fewPods + 3} {
		objects := creating("young", now.Add(-track.SlowAfter/2))
		for i := range count {
			objects = append(objects, creating(fmt.Sprintf("old-%02d", i), now.Add(-time.Hour))...)
		}
		client := fake.NewClientset(objects...)
		r := NewReader(client, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster})
		r.Clock = func() time.Time { return now }
		set := NewPodSet(&Keep{})
		if err := r.ReadPods(t.Context(), set, nil); err != nil {
			t.Fatal(err)
		}
		snap := r.Relate(t.Context(), set)
		if len(snap.Pods) != count {
			t.Errorf("%d pods, want %d", len(snap.Pods), count)
		}
		for i := range snap.Pods {
			p := &snap.Pods[i]
			if _, ok := track.Slow(p, &p.Containers[0], snap.Events, now); !ok {
				t.Errorf("%s: no event shows that its pull is slow", p.Name)
			}
		}
	}
	client := fake.NewClientset(creating("young", now.Add(-time.Minute))...)
	r := NewReader(client, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster})
	r.Clock = func() time.Time { return now }
	set := NewPodSet(&Keep{})
	if err := r.ReadPods(t.Context(), set, nil); err != nil {
		t.Fatal(err)
	}
	if events := r.pullEvents(t.Context(), set, now); events != nil {
		t.Errorf("%d events were read", len(events))
	}
}
