package controller

import (
	"cmp"
	"slices"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

const replicaSetController = "replicaset-controller"

var replicaSetKind = appsv1.SchemeGroupVersion.WithKind("ReplicaSet")

// syncReplicaSets creates and removes pods until the number is right. A new template affects only
// new pods.
func (m *Manager) syncReplicaSets() {
	for _, rs := range apiserver.All[*appsv1.ReplicaSet](m.s, apiserver.ReplicaSets, "") {
		if rs.DeletionTimestamp != nil {
			continue
		}
		pods := active(owned[*corev1.Pod](m, apiserver.Pods, rs))
		for n := len(pods); n < int(*rs.Spec.Replicas); n++ {
			pod := fromTemplate(rs, replicaSetKind, &rs.Spec.Template, rs.Name+"-")
			if !m.create(replicaSetController, rs, pod, createdPod) {
				break
			}
		}
		if surplus := len(pods) - int(*rs.Spec.Replicas); surplus > 0 {
			for _, p := range dispensable(pods)[:surplus] {
				m.remove(replicaSetController, rs, p, "Deleted pod: "+p.Name)
			}
		}
		m.replicaSetStatus(rs)
	}
}

// dispensable sorts the pods to remove first to the front: not ready before ready, young before
// old.
func dispensable(pods []*corev1.Pod) []*corev1.Pod {
	sorted := slices.Clone(pods)
	slices.SortStableFunc(sorted, func(a, b *corev1.Pod) int {
		if ready(a) != ready(b) {
			if ready(b) {
				return -1
			}
			return 1
		}
		return cmp.Compare(b.CreationTimestamp.Unix(), a.CreationTimestamp.Unix())
	})
	return sorted
}

func (m *Manager) replicaSetStatus(rs *appsv1.ReplicaSet) {
	pods := active(owned[*corev1.Pod](m, apiserver.Pods, rs))
	st := *rs.Status.DeepCopy()
	st.ObservedGeneration = rs.Generation
	st.Replicas, st.FullyLabeledReplicas = int32(len(pods)), int32(len(pods))
	st.ReadyReplicas = countReady(pods)
	st.AvailableReplicas = st.ReadyReplicas
	if same(st, rs.Status) {
		return
	}
	changed := clone(rs)
	changed.Status = st
	m.status(apiserver.ReplicaSets, changed)
}
