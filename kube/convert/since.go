package convert

import (
	"time"

	corev1 "k8s.io/api/core/v1"
)

// since is when the pod's containers stopped (or never began) to be ready: the
// change of the ContainersReady condition, else the pod's start on its node,
// else its creation. Zero when nothing is known.
func since(p *corev1.Pod) time.Time {
	for _, t := range []corev1.PodConditionType{corev1.ContainersReady, corev1.PodReady} {
		for i := range p.Status.Conditions {
			c := &p.Status.Conditions[i]
			if c.Type == t && c.Status == corev1.ConditionFalse && !c.LastTransitionTime.IsZero() {
				return c.LastTransitionTime.Time
			}
		}
	}
	if p.Status.StartTime != nil {
		return p.Status.StartTime.Time
	}
	return p.CreationTimestamp.Time
}
