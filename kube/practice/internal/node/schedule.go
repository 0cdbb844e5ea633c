package node

import (
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/events"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

const scheduler = "default-scheduler"

// unfit is what the scheduler says when the only node does not fit.
const unfit = "0/1 nodes are available: 1 node(s) didn't match Pod's node affinity/selector. " +
	"no new claims to deallocate, preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling."

// schedule binds a pod to the node and gives the bound pod, nil if it does not fit.
func (n *Node) schedule(pod *corev1.Pod) *corev1.Pod {
	if !fits(pod) {
		n.unschedulable(pod)
		return nil
	}
	bound := pod.DeepCopy()
	bound.Spec.NodeName = Name
	made, err := n.s.Update(apiserver.Pods, pod.Namespace, bound, apiserver.Options{Subresource: "binding"})
	if err != nil {
		return nil // somebody was faster; at the next pass
	}
	n.sayScheduled(pod, corev1.EventTypeNormal, "Scheduled", "Binding",
		fmt.Sprintf("Successfully assigned %s/%s to %s", pod.Namespace, pod.Name, Name))
	return made.(*corev1.Pod)
}

// fits knows one rule only, the node selector.
func fits(pod *corev1.Pod) bool {
	return labels.SelectorFromSet(pod.Spec.NodeSelector).Matches(nodeLabels)
}

func (n *Node) unschedulable(pod *corev1.Pod) {
	status := pod.Status.DeepCopy()
	setCondition(status, corev1.PodCondition{
		Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Reason: corev1.PodReasonUnschedulable, Message: unfit,
		ObservedGeneration: pod.Generation,
	}, n.stamp())
	if equality.Semantic.DeepEqual(*status, pod.Status) {
		return
	}
	n.sayScheduled(pod, corev1.EventTypeWarning, "FailedScheduling", "Scheduling", unfit)
	n.writeStatus(pod, status)
}

// sayScheduled writes an event in the newer form, which the scheduler uses: an event time and an
// action in place of a count and a source.
func (n *Node) sayScheduled(pod *corev1.Pod, kind, reason, action, message string) {
	e := &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{Namespace: pod.Namespace, Name: events.Name(pod, scheduler, reason, message)},
		InvolvedObject: events.Reference(pod, ""),
		Reason:         reason, Message: message, Type: kind, Action: action,
		EventTime:           metav1.NewMicroTime(n.s.Now()),
		ReportingController: scheduler, ReportingInstance: scheduler + "-practice",
	}
	_, _ = n.s.Create(apiserver.Events, pod.Namespace, e, apiserver.Options{}) // an event is never worth a failure
}
