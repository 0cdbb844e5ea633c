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

// unfit is the scheduler's message when no node fits.
func (n *Node) unfit() string {
	all := len(n.names)
	return fmt.Sprintf("0/%d nodes are available: %d node(s) didn't match Pod's node affinity/selector. "+
		"no new claims to deallocate, preemption: 0/%d nodes are available: %d Preemption is not helpful for scheduling.", all, all, all, all)
}

// schedule binds a pod to a node and returns the bound pod, nil if it does
// not fit.
func (n *Node) schedule(pod *corev1.Pod) *corev1.Pod {
	name := n.fitting(pod)
	if name == "" {
		n.unschedulable(pod)
		return nil
	}
	bound := pod.DeepCopy()
	bound.Spec.NodeName = name
	made, err := n.s.Update(apiserver.Pods, pod.Namespace, bound, apiserver.Options{Subresource: "binding"})
	if err != nil {
		return nil // changed meanwhile; at the next pass
	}
	n.sayScheduled(pod, corev1.EventTypeNormal, "Scheduled", "Binding",
		fmt.Sprintf("Successfully assigned %s/%s to %s", pod.Namespace, pod.Name, name))
	return made.(*corev1.Pod)
}

// fitting returns the node for a pod, "" if there is none: the usual one wherever it fits. It knows
// only one rule, the node selector.
func (n *Node) fitting(pod *corev1.Pod) string {
	wanted := labels.SelectorFromSet(pod.Spec.NodeSelector)
	for _, name := range n.names {
		if wanted.Matches(labelsOf(name)) {
			return name
		}
	}
	return ""
}

func (n *Node) unschedulable(pod *corev1.Pod) {
	unfit := n.unfit()
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
	_, _ = n.s.Create(apiserver.Events, pod.Namespace, e, apiserver.Options{}) // a failed event is not an error
}
