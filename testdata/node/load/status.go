package main

import (
	"fmt"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// setStatus sets the status that a node would report.
func setStatus(p *corev1.Pod, i int) {
	st, s := &p.Status, stateOf(i)
	st.Phase, st.QOSClass = corev1.PodRunning, corev1.PodQOSBurstable
	st.HostIP, st.PodIP = "10.0.0.7", fmt.Sprintf("10.1.%d.%d", i/250%250, i%250)
	st.HostIPs, st.PodIPs = []corev1.HostIP{{IP: st.HostIP}}, []corev1.PodIP{{IP: st.PodIP}}
	st.StartTime = &started
	ready := corev1.ConditionTrue
	for j := range p.Spec.Containers {
		st.ContainerStatuses = append(st.ContainerStatuses, startedStatus(&p.Spec.Containers[j]))
	}
	switch s {
	case pullFails:
		st.Phase, ready = corev1.PodPending, corev1.ConditionFalse
		cannotPull(&st.ContainerStatuses[0], i)
	case initPullFails:
		st.Phase, ready = corev1.PodPending, corev1.ConditionFalse
		p.Spec.InitContainers = []corev1.Container{container("migrate", image(i))}
		st.InitContainerStatuses = []corev1.ContainerStatus{startedStatus(&p.Spec.InitContainers[0])}
		cannotPull(&st.InitContainerStatuses[0], i)
		for j := range st.ContainerStatuses {
			st.ContainerStatuses[j] = waiting(st.ContainerStatuses[j], "PodInitializing", "")
		}
	case secondPullFail:
		ready = corev1.ConditionFalse
		p.Spec.Containers[1].Image = image(i)
		cannotPull(&st.ContainerStatuses[1], i)
	case unschedulable:
		st.Phase, ready, p.Spec.NodeName, st.ContainerStatuses = corev1.PodPending, corev1.ConditionFalse, "", nil
	case crashing:
		ready = corev1.ConditionFalse
		st.ContainerStatuses[0] = waiting(st.ContainerStatuses[0], "CrashLoopBackOff", "back-off 5m0s restarting failed container")
	case succeeded:
		st.Phase, ready = corev1.PodSucceeded, corev1.ConditionFalse
		for j := range st.ContainerStatuses {
			st.ContainerStatuses[j].State = corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: started, FinishedAt: started}}
		}
	}
	for _, c := range []corev1.PodConditionType{corev1.PodScheduled, corev1.PodInitialized, corev1.ContainersReady, corev1.PodReady} {
		st.Conditions = append(st.Conditions, corev1.PodCondition{Type: c, Status: ready, LastTransitionTime: started})
	}
}

func startedStatus(c *corev1.Container) corev1.ContainerStatus {
	yes := true
	return corev1.ContainerStatus{
		Name: c.Name, Image: c.Image, Ready: true, Started: &yes,
		ImageID: c.Image + "@sha256:" + strings.Repeat("ab12", 16), ContainerID: "containerd://" + strings.Repeat("cd34", 16),
		State: corev1.ContainerState{Running: &corev1.ContainerStateRunning{StartedAt: started}},
	}
}

func waiting(s corev1.ContainerStatus, reason, message string) corev1.ContainerStatus {
	s.Ready, s.ImageID, s.ContainerID = false, "", ""
	s.State = corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
	return s
}

// cannotPull is containerd's message about a registry that requires
// credentials.
func cannotPull(s *corev1.ContainerStatus, i int) {
	why := fmt.Sprintf(`failed to pull and unpack image %[1]q: failed to resolve image: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials`, s.Image)
	if i%5 == 0 {
		*s = waiting(*s, "ErrImagePull", why)
		return
	}
	*s = waiting(*s, "ImagePullBackOff", fmt.Sprintf("Back-off pulling image %q: ErrImagePull: %s", s.Image, why))
}

// eventsOf is what the node reported of a failing pod.
func eventsOf(p *corev1.Pod, i int) []*corev1.Event {
	var out []*corev1.Event
	message := ""
	for _, s := range append(p.Status.InitContainerStatuses, p.Status.ContainerStatuses...) {
		if s.State.Waiting != nil && strings.Contains(s.State.Waiting.Message, "pull") {
			message = s.State.Waiting.Message
		}
	}
	for j, e := range []struct{ kind, reason, message string }{
		{"Normal", "Scheduled", "Successfully assigned " + p.Namespace + "/" + p.Name + " to " + p.Spec.NodeName},
		{"Normal", "Pulling", "Pulling image " + image(i)}, {"Warning", "Failed", "Failed to pull image: " + message},
		{"Warning", "Failed", "Error: ErrImagePull"}, {"Normal", "BackOff", message}, {"Warning", "Failed", "Error: ImagePullBackOff"},
	} {
		out = append(out, &corev1.Event{
			ObjectMeta:     metav1.ObjectMeta{Namespace: p.Namespace, Name: fmt.Sprintf("%s.%x", p.Name, j), UID: uid("event"+p.Name, j), CreationTimestamp: started},
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: p.Namespace, Name: p.Name, UID: p.UID, APIVersion: "v1", FieldPath: "spec.containers{app}"},
			Type:           e.kind, Reason: e.reason, Message: e.message, Count: 12, FirstTimestamp: started, LastTimestamp: started,
			Source: corev1.EventSource{Component: "kubelet", Host: p.Spec.NodeName},
		})
	}
	return out
}
