package controller

import (
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// owned returns the objects of a namespace that the owner controls.
func owned[T store.Object](m *Manager, gvr schema.GroupVersionResource, owner store.Object) []T {
	var list []T
	for _, o := range apiserver.All[T](m.s, gvr, owner.GetNamespace()) {
		if ref := metav1.GetControllerOf(o); ref != nil && ref.UID == owner.GetUID() {
			list = append(list, o)
		}
	}
	return list
}

// fromTemplate makes the pod of a template. name is a full name, or a generateName if it ends in
// a hyphen.
func fromTemplate(owner store.Object, kind schema.GroupVersionKind, template *corev1.PodTemplateSpec, name string) *corev1.Pod {
	t := template.DeepCopy()
	pod := &corev1.Pod{ObjectMeta: t.ObjectMeta, Spec: t.Spec}
	pod.Namespace = owner.GetNamespace()
	pod.OwnerReferences = []metav1.OwnerReference{*metav1.NewControllerRef(owner, kind)}
	pod.Name, pod.GenerateName = name, ""
	if name[len(name)-1] == '-' {
		pod.Name, pod.GenerateName = "", name
	}
	return pod
}

// label sets a label on a pod that is not stored yet.
func label(pod *corev1.Pod, key, value string) {
	if pod.Labels == nil {
		pod.Labels = map[string]string{}
	}
	pod.Labels[key] = value
}

// create stores a pod and records the result as an event of its owner. After a refusal it tries
// again when something has changed, so that a missing service account can be created in the
// meantime.
func (m *Manager) create(component string, owner store.Object, pod *corev1.Pod, said func(name string) string) bool {
	made, err := m.s.Create(apiserver.Pods, pod.Namespace, pod, apiserver.Options{})
	if err != nil {
		m.recorder(component).Event(owner, "", corev1.EventTypeWarning, "FailedCreate", "Error creating: "+err.Error())
		return false
	}
	m.recorder(component).Event(owner, "", corev1.EventTypeNormal, "SuccessfulCreate", said(made.GetName()))
	return true
}

func createdPod(name string) string { return "Created pod: " + name }

// remove deletes a pod; one that is already gone is fine.
func (m *Manager) remove(component string, owner store.Object, pod *corev1.Pod, said string) {
	err := m.s.Delete(apiserver.Pods, pod.Namespace, pod.Name, metav1.DeleteOptions{Preconditions: &metav1.Preconditions{UID: &pod.UID}})
	if err == nil {
		m.recorder(component).Event(owner, "", corev1.EventTypeNormal, "SuccessfulDelete", said)
	} else if !apierrors.IsNotFound(err) {
		m.recorder(component).Event(owner, "", corev1.EventTypeWarning, "FailedDelete", "Error deleting: "+err.Error())
	}
}

// active omits pods that have ended or are being deleted.
func active(pods []*corev1.Pod) []*corev1.Pod {
	return slices.DeleteFunc(slices.Clone(pods), func(p *corev1.Pod) bool {
		return p.DeletionTimestamp != nil || p.Status.Phase == corev1.PodSucceeded || p.Status.Phase == corev1.PodFailed
	})
}

func ready(p *corev1.Pod) bool {
	return slices.ContainsFunc(p.Status.Conditions, func(c corev1.PodCondition) bool {
		return c.Type == corev1.PodReady && c.Status == corev1.ConditionTrue
	})
}

func countReady(pods []*corev1.Pod) int32 {
	var n int32
	for _, p := range pods {
		if ready(p) {
			n++
		}
	}
	return n
}

// status stores a changed status. A conflict is settled at the next pass.
func (m *Manager) status(gvr schema.GroupVersionResource, obj store.Object) {
	_, _ = m.s.Update(gvr, obj.GetNamespace(), obj, apiserver.Options{Subresource: "status"})
}
