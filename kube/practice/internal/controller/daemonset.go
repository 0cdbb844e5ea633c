package controller

import (
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/labels"
)

const daemonSetController = "daemonset-controller"

var daemonSetKind = appsv1.SchemeGroupVersion.WithKind("DaemonSet")

// syncDaemonSets keeps one pod on every node that fits, which is one node at most here.
func (m *Manager) syncDaemonSets() {
	for _, set := range apiserver.All[*appsv1.DaemonSet](m.s, apiserver.DaemonSets, "") {
		if set.DeletionTimestamp != nil {
			continue
		}
		fits := 0
		for _, n := range apiserver.All[*corev1.Node](m.s, apiserver.Nodes, "") {
			if labels.SelectorFromSet(set.Spec.Template.Spec.NodeSelector).Matches(labels.Set(n.Labels)) {
				fits++
			}
		}
		all := owned[*corev1.Pod](m, apiserver.Pods, set)
		for n := len(all); n < fits; n++ { // one that is being deleted still takes its place
			pod := fromTemplate(set, daemonSetKind, &set.Spec.Template, set.Name+"-")
			label(pod, appsv1.ControllerRevisionHashLabelKey, templateHash(&set.Spec.Template))
			if !m.create(daemonSetController, set, pod, createdPod) {
				break
			}
		}
		if set.Spec.UpdateStrategy.Type == appsv1.RollingUpdateDaemonSetStrategyType {
			for _, p := range active(all) {
				if p.Labels[appsv1.ControllerRevisionHashLabelKey] != templateHash(&set.Spec.Template) {
					m.remove(daemonSetController, set, p, "Deleted pod: "+p.Name)
				}
			}
		}
		m.daemonSetStatus(set, int32(fits))
	}
}

func (m *Manager) daemonSetStatus(set *appsv1.DaemonSet, fits int32) {
	pods := active(owned[*corev1.Pod](m, apiserver.Pods, set))
	st := *set.Status.DeepCopy()
	st.ObservedGeneration = set.Generation
	st.DesiredNumberScheduled, st.CurrentNumberScheduled = fits, int32(len(pods))
	st.NumberReady = countReady(pods)
	st.NumberAvailable, st.NumberUnavailable = st.NumberReady, fits-st.NumberReady
	st.UpdatedNumberScheduled = 0
	for _, p := range pods {
		if p.Labels[appsv1.ControllerRevisionHashLabelKey] == templateHash(&set.Spec.Template) {
			st.UpdatedNumberScheduled++
		}
	}
	if same(st, set.Status) {
		return
	}
	changed := clone(set)
	changed.Status = st
	m.status(apiserver.DaemonSets, changed)
}
