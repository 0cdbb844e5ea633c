package controller

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
)

const statefulSetController = "statefulset-controller"

var statefulSetKind = appsv1.SchemeGroupVersion.WithKind("StatefulSet")

// syncStatefulSets mirrors pkg/controller/statefulset for the desired replicas.
func (m *Manager) syncStatefulSets() {
	for _, set := range apiserver.All[*appsv1.StatefulSet](m.s, apiserver.StatefulSets, "") {
		if set.DeletionTimestamp != nil {
			continue
		}
		pods := map[string]*corev1.Pod{}
		for _, p := range owned[*corev1.Pod](m, apiserver.Pods, set) {
			pods[p.Name] = p
		}
		if m.fillStatefulSet(set, pods) {
			m.updateStatefulSet(set, pods)
		}
		m.statefulSetStatus(set)
	}
}

// fillStatefulSet creates missing pods. With OrderedReady the first that is not ready blocks
// everything after it, including an update: a stuck pod must be deleted by hand after its template
// was fixed. It says whether an update may go on.
func (m *Manager) fillStatefulSet(set *appsv1.StatefulSet, pods map[string]*corev1.Pod) bool {
	ordered := set.Spec.PodManagementPolicy == appsv1.OrderedReadyPodManagement
	for i := range int(*set.Spec.Replicas) {
		name := fmt.Sprintf("%s-%d", set.Name, i)
		pod := pods[name]
		if pod == nil {
			pod = fromTemplate(set, statefulSetKind, &set.Spec.Template, name)
			label(pod, appsv1.StatefulSetRevisionLabel, revisionName(set))
			label(pod, appsv1.StatefulSetPodNameLabel, name)
			label(pod, appsv1.PodIndexLabel, fmt.Sprint(i))
			pod.Spec.Hostname, pod.Spec.Subdomain = name, set.Spec.ServiceName
			m.create(statefulSetController, set, pod, func(name string) string {
				return fmt.Sprintf("Create Pod %s in StatefulSet %s successful", name, set.Name)
			})
		}
		if ordered && (!ready(pod) || pod.DeletionTimestamp != nil) {
			return false
		}
	}
	for name, pod := range pods { // more than desired; their order hardly matters here
		var i int
		if _, err := fmt.Sscanf(name, set.Name+"-%d", &i); err == nil && i >= int(*set.Spec.Replicas) && pod.DeletionTimestamp == nil {
			m.remove(statefulSetController, set, pod, fmt.Sprintf("Delete Pod %s in StatefulSet %s successful", name, set.Name))
		}
	}
	return true
}

// updateStatefulSet replaces one pod of an old template, from the highest number down, and waits
// until the higher ones are ready.
func (m *Manager) updateStatefulSet(set *appsv1.StatefulSet, pods map[string]*corev1.Pod) {
	if set.Spec.UpdateStrategy.Type == appsv1.OnDeleteStatefulSetStrategyType {
		return
	}
	from := 0
	if u := set.Spec.UpdateStrategy.RollingUpdate; u != nil && u.Partition != nil {
		from = int(*u.Partition)
	}
	for i := int(*set.Spec.Replicas) - 1; i >= from; i-- {
		pod := pods[fmt.Sprintf("%s-%d", set.Name, i)]
		switch {
		case pod == nil || pod.DeletionTimestamp != nil:
			return
		case pod.Labels[appsv1.StatefulSetRevisionLabel] != revisionName(set):
			m.remove(statefulSetController, set, pod, fmt.Sprintf("Delete Pod %s in StatefulSet %s successful", pod.Name, set.Name))
			return
		case !ready(pod):
			return
		}
	}
}

func revisionName(set *appsv1.StatefulSet) string {
	return set.Name + "-" + templateHash(&set.Spec.Template)
}

func (m *Manager) statefulSetStatus(set *appsv1.StatefulSet) {
	pods := active(owned[*corev1.Pod](m, apiserver.Pods, set))
	st := *set.Status.DeepCopy()
	st.ObservedGeneration = set.Generation
	st.Replicas, st.ReadyReplicas = int32(len(pods)), countReady(pods)
	st.AvailableReplicas = st.ReadyReplicas
	st.UpdateRevision = revisionName(set)
	st.UpdatedReplicas = 0
	for _, p := range pods {
		if p.Labels[appsv1.StatefulSetRevisionLabel] == st.UpdateRevision {
			st.UpdatedReplicas++
		}
	}
	if st.CurrentRevision == "" || st.UpdatedReplicas == *set.Spec.Replicas {
		st.CurrentRevision = st.UpdateRevision
	}
	if same(st, set.Status) {
		return
	}
	changed := clone(set)
	changed.Status = st
	m.status(apiserver.StatefulSets, changed)
}
