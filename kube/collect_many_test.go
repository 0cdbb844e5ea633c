package kube

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// TestManyFailuresAreReadInLists has more namespaces, nodes, owners and pods
// than are read one by one.
func TestManyFailuresAreReadInLists(t *testing.T) {
	const perNamespace, namespaces = 7, 10
	yes := true
	var objects []runtime.Object
	for n := range namespaces {
		ns := fmt.Sprintf("ns-%d", n)
		objects = append(objects, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: ns}}, account(ns, "default"),
			&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-" + ns}})
		for i := range perNamespace {
			set := fmt.Sprintf("db-%d", i)
			pod := failingPod(ns, set+"-0")
			pod.Spec.NodeName = "node-" + ns
			pod.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "StatefulSet", Name: set, Controller: &yes}}
			objects = append(objects, pod, &appsv1.StatefulSet{ObjectMeta: metav1.ObjectMeta{Namespace: ns, Name: set}},
				&corev1.Event{
					ObjectMeta:     metav1.ObjectMeta{Namespace: ns, Name: set},
					InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: ns, Name: pod.Name}, Reason: "Failed", Type: "Warning",
				})
		}
	}
	c := newCluster(t, objects...)
	s := collect(t, c, Scope{})
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
	pod := failingPod("shop", "web")
	pod.Status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}
	c := newCluster(t, pod, &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "e"},
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web", UID: "uid-1"},
		Reason:         sandboxFailed,
		Message:        `Failed to create pod sandbox: rpc error: code = NotFound desc = failed to get sandbox image "registry.k8s.io/pause:9": not found`,
	})
	s := collect(t, c, Scope{})
	if len(s.Pods) != 1 || s.Pods[0].Containers[0].Type != diagnose.TypeSandbox || s.Pods[0].Containers[0].Image != "registry.k8s.io/pause:9" {
		t.Errorf("pods %+v", s.Pods)
	}
}

func TestSentences(t *testing.T) {
	of := schema.GroupResource{Resource: "secrets"}
	step := diagnose.Step{Action: diagnose.UpdateSecret, Object: diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "regcred"}}
	tests := []struct {
		name string
		got  error
		want string
	}{
		{"conflict", stepError(step, apierrors.NewConflict(of, "x", errors.New("y"))), "changed by someone else"},
		{"no right", stepError(step, apierrors.NewForbidden(of, "x", errors.New(`User "eve" cannot update`))), "You may not update secrets in namespace shop"},
		{"quota", stepError(step, apierrors.NewForbidden(of, "x", errors.New("exceeded quota"))), "The cluster's rules refuse Secret shop/regcred"},
		{"other answer", stepError(step, apierrors.NewInternalError(errors.New("etcd"))), "could not be written"},
		{"no answer", stepError(step, errors.New("dial tcp: EOF")), "cannot be read: dial tcp: EOF"},
		{"watch forbidden", lostError(apierrors.NewForbidden(of, "", nil)), "not watch them"},
		{"watch expired", lostError(apierrors.NewResourceExpired("old")), "begin anew"},
		{"login helper", reachError(errors.New("getting credentials: exec: aws not found."), ""), "failed: exec: aws not found. Run it"},
		{"login expired", reachError(errors.New("failed to refresh token: oauth2: cannot fetch token"), ""), "Log in again"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if tt.got == nil || !strings.Contains(tt.got.Error(), tt.want) {
				t.Errorf("got %v, want %q", tt.got, tt.want)
			}
		})
	}
}
