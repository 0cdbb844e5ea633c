package node

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// newWorker starts tracking a pod.
func (n *Node) newWorker(pod *corev1.Pod) *worker {
	n.lastIP++
	w := &worker{
		pod: pod, started: n.s.Now(), containers: map[string]*container{},
		ip: fmt.Sprintf("10.244.%d.%d", n.lastIP/250, n.lastIP%250+2),
	}
	if pod.Spec.HostNetwork {
		w.ip = hostIP
	}
	n.workers[pod.UID] = w
	return w
}

// status returns what the kubelet reports about a pod.
func (n *Node) status(pod *corev1.Pod, w *worker) *corev1.PodStatus {
	st := pod.Status.DeepCopy()
	started := metav1.NewTime(w.started).Rfc3339Copy()
	st.StartTime = &started
	st.HostIP, st.HostIPs = hostIP, []corev1.HostIP{{IP: hostIP}}
	st.PodIP, st.PodIPs = "", nil
	if !w.sandboxless {
		st.PodIP, st.PodIPs = w.ip, []corev1.PodIP{{IP: w.ip}}
	}
	st.ObservedGeneration = pod.Generation
	idle := corev1.ContainerStateWaiting{Reason: "ContainerCreating"}
	if len(pod.Spec.InitContainers) > 0 {
		idle.Reason = "PodInitializing"
	}
	st.InitContainerStatuses = n.statuses(w, pod.Spec.InitContainers, idle, true)
	st.ContainerStatuses = n.statuses(w, pod.Spec.Containers, idle, false)
	st.EphemeralContainerStatuses = n.statuses(w, ephemeral(pod), idle, false)
	st.Phase = phase(pod, w)
	n.conditions(pod, w, st)
	return st
}

func (n *Node) statuses(w *worker, list []corev1.Container, idle corev1.ContainerStateWaiting, init bool) []corev1.ContainerStatus {
	var out []corev1.ContainerStatus
	for i := range list {
		c := &list[i]
		no := false
		s := corev1.ContainerStatus{Name: c.Name, Image: c.Image, Started: &no, VolumeMounts: mounts(c)}
		x := w.containers[c.Name]
		switch {
		case x == nil:
			reason := idle
			if known, ok := w.waiting[c.Name]; ok {
				reason = corev1.ContainerStateWaiting{Reason: known.Reason, Message: known.Message}
			}
			s.State.Waiting = &reason
		default:
			s.Image, s.ImageID, s.ContainerID = x.image, x.imageID, x.id
			running := x.finished.IsZero()
			s.Started, s.Ready = &running, running || init
			began := metav1.NewTime(x.started).Rfc3339Copy()
			if running {
				s.State.Running = &corev1.ContainerStateRunning{StartedAt: began}
				break
			}
			s.State.Terminated = &corev1.ContainerStateTerminated{
				Reason: "Completed", StartedAt: began, FinishedAt: metav1.NewTime(x.finished).Rfc3339Copy(), ContainerID: x.id,
			}
		}
		out = append(out, s)
	}
	return out
}

func ephemeral(pod *corev1.Pod) []corev1.Container {
	var list []corev1.Container
	for _, e := range pod.Spec.EphemeralContainers {
		list = append(list, corev1.Container(e.EphemeralContainerCommon))
	}
	return list
}

func mounts(c *corev1.Container) []corev1.VolumeMountStatus {
	var list []corev1.VolumeMountStatus
	for _, m := range c.VolumeMounts {
		s := corev1.VolumeMountStatus{Name: m.Name, MountPath: m.MountPath, ReadOnly: m.ReadOnly}
		if m.ReadOnly {
			disabled := corev1.RecursiveReadOnlyDisabled
			s.RecursiveReadOnly = &disabled
		}
		list = append(list, s)
	}
	return list
}

// containerID is made up, and the same at every start.
func containerID(pod *corev1.Pod, name string) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s", pod.UID, name))
	return "containerd://" + hex.EncodeToString(sum[:])
}

// writeStatus stores a changed status. If the pod was changed in the meantime it is synced again
// anyway.
func (n *Node) writeStatus(pod *corev1.Pod, st *corev1.PodStatus) {
	if equality.Semantic.DeepEqual(*st, pod.Status) {
		return
	}
	changed := pod.DeepCopy()
	changed.Status, changed.ResourceVersion = *st, ""
	_, _ = n.s.Update(apiserver.Pods, pod.Namespace, changed, apiserver.Options{Subresource: "status"})
}

func (n *Node) stamp() metav1.Time { return metav1.NewTime(n.s.Now()).Rfc3339Copy() }
