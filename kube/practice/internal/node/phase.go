package node

import (
	"fmt"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// phase mirrors getPhase (pkg/kubelet/kubelet_pods.go) for containers that never fail.
func phase(pod *corev1.Pod, w *worker) corev1.PodPhase {
	running := 0
	for _, c := range pod.Spec.Containers {
		switch x := w.containers[c.Name]; {
		case x == nil:
			return corev1.PodPending
		case x.finished.IsZero():
			running++
		}
	}
	if running > 0 {
		return corev1.PodRunning
	}
	return corev1.PodSucceeded
}

// conditions mirrors pkg/kubelet/status/generate.go.
func (n *Node) conditions(pod *corev1.Pod, w *worker, st *corev1.PodStatus) {
	var incomplete, unready []string
	for i := range pod.Spec.InitContainers {
		if c := &pod.Spec.InitContainers[i]; w.containers[c.Name] == nil {
			incomplete = append(incomplete, c.Name)
		}
	}
	for i := range pod.Spec.InitContainers {
		if c := &pod.Spec.InitContainers[i]; sidecar(c) && w.containers[c.Name] == nil {
			unready = append(unready, c.Name)
		}
	}
	for _, c := range pod.Spec.Containers {
		if x := w.containers[c.Name]; x == nil || !x.finished.IsZero() {
			unready = append(unready, c.Name)
		}
	}
	initialized := corev1.PodCondition{Type: corev1.PodInitialized, Status: corev1.ConditionTrue}
	if len(incomplete) > 0 {
		initialized = corev1.PodCondition{
			Type: corev1.PodInitialized, Status: corev1.ConditionFalse, Reason: "ContainersNotInitialized",
			Message: fmt.Sprintf("containers with incomplete status: %s", incomplete),
		}
	}
	ready := corev1.PodCondition{Type: corev1.PodReady, Status: corev1.ConditionTrue}
	switch {
	case st.Phase == corev1.PodSucceeded:
		ready.Status, ready.Reason, initialized.Reason = corev1.ConditionFalse, "PodCompleted", "PodCompleted"
	case len(unready) > 0:
		ready.Status, ready.Reason = corev1.ConditionFalse, "ContainersNotReady"
		ready.Message = fmt.Sprintf("containers with unready status: %s", unready)
	}
	all := ready
	all.Type = corev1.ContainersReady
	sandbox := corev1.ConditionTrue
	if w.sandboxless {
		sandbox = corev1.ConditionFalse
	}
	now := n.stamp()
	for _, c := range []corev1.PodCondition{
		{Type: corev1.PodReadyToStartContainers, Status: sandbox},
		initialized, ready, all,
		{Type: corev1.PodScheduled, Status: corev1.ConditionTrue},
	} {
		c.ObservedGeneration = pod.Generation
		setCondition(st, c, now)
	}
}

// setCondition sets a condition; its time changes only with its status.
func setCondition(st *corev1.PodStatus, c corev1.PodCondition, now metav1.Time) {
	c.LastTransitionTime = now
	for i, old := range st.Conditions {
		if old.Type != c.Type {
			continue
		}
		if old.Status == c.Status {
			c.LastTransitionTime = old.LastTransitionTime
		}
		st.Conditions[i] = c
		return
	}
	st.Conditions = append(st.Conditions, c)
}
