package read

import (
	"fmt"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// TestManyFailuresAreReadInLists has more namespaces, nodes, owners and pods
// than are read one by one.
func TestManyFailuresAreReadInLists(t *testing.T) {
	const perNamespace, namespaces = 7, 10
	yes := true
	var objects []runtime.Object
	for n := range namespaces {
		ns := fmt.Sprintf("ns-%d", n)
		objects = append(objects, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}}, fakecluster.ServiceAccount(ns, "default"),
			&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-" + ns}})
		for i := range perNamespace {
			set := fmt.Sprintf("db-%d", i)
			pod := fakecluster.FailingPod(ns, set+"-0")
			pod.Spec.NodeName = "node-" + ns
			pod.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "StatefulSet", Name: set, Controller: &yes}}
			objects = append(objects, pod, &appsv1.StatefulSet{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: set}},
				&corev1.Event{
					ObjectMeta:     metav1.ObjectMeta{Namespace: ns, Name: set},
					InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: ns, Name: pod.Name}, Reason: "Failed", Type: "Warning",
				})
		}
	}
	c := fakecluster.New(t, objects...)
	s := collect(t, c, kube.Scope{})
	const all = perNamespace * namespaces
	if len(s.Pods) != all || len(s.Workloads) != all || len(s.Events) != all || len(s.Nodes) != namespaces ||
		len(s.Namespaces) != namespaces || len(s.ServiceAccounts) != namespaces || len(s.Unreadable) != 0 {
		t.Errorf("%d pods, %d workloads, %d events, %d nodes, %d namespaces, %d accounts, unreadable %v", len(s.Pods),
			len(s.Workloads), len(s.Events), len(s.Nodes), len(s.Namespaces), len(s.ServiceAccounts), s.Unreadable)
	}
	if !s.Workloads[0].OrderedReady {
		t.Error("a StatefulSet waits for its pods unless it says otherwise")
	}
	if n := len(c.Actions()); n > 2*namespaces+manyRights {
		t.Errorf("%d requests", n)
	}
}

func TestSandboxIsFoundThroughEvents(t *testing.T) {
	pod := fakecluster.FailingPod("shop", "web")
	pod.Status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}
	c := fakecluster.New(t, pod, &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "e"},
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web", UID: "uid-1"},
		Reason:         convert.SandboxFailed,
		Message:        `Failed to create pod sandbox: rpc error: code = NotFound desc = failed to get sandbox image "registry.k8s.io/pause:9": not found`,
	})
	s := collect(t, c, kube.Scope{})
	if len(s.Pods) != 1 || s.Pods[0].Containers[0].Type != diagnose.TypeSandbox || s.Pods[0].Containers[0].Image != "registry.k8s.io/pause:9" {
		t.Errorf("pods %+v", s.Pods)
	}
}
