package node

import (
	"context"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// worker is the kubelet's state of one pod.
type worker struct {
	pod        *corev1.Pod
	generation int64     // of the spec that was last looked at; 0 before the first look
	started    time.Time // when the kubelet first saw the pod
	ip         string
	last, next time.Time // last look, and when the next is due; next is zero if nothing is left to do
	containers map[string]*container
	waiting    map[string]waiting // by container, from the last look

	sandboxless bool // not even the pause container exists
}

// container is one that was started.
type container struct {
	id, image, imageID string
	started, finished  time.Time // finished is zero while it runs
}

// waiting is why a container does not start.
type waiting struct {
	Reason, Message string
}

// failedLastTime says that a pull failed at the last look: at the next one the pod backs off.
func (w *worker) failedLastTime() bool {
	for _, x := range w.waiting {
		if x.Reason == errImagePull {
			return true
		}
	}
	return false
}

// syncPod mirrors kubeGenericRuntimeManager.SyncPod. at is the time by which back-offs are judged:
// now, or that of the last failure when the pod is to settle.
func (n *Node) syncPod(ctx context.Context, pod *corev1.Pod, w *worker, now, at time.Time) {
	w.pod, w.generation, w.last = pod, pod.Generation, now
	w.waiting = map[string]waiting{}
	secrets, missing := n.secrets.forPod(pod)
	if missing != "" {
		n.events.Event(pod, "", corev1.EventTypeWarning, "FailedToRetrieveImagePullSecret",
			"Unable to retrieve some image pull secrets ("+missing+"); attempting to pull the image may not succeed.")
	}
	m := n.machines[pod.Spec.NodeName]
	err := m.sandbox(ctx, n.images)
	if w.sandboxless = err != nil; w.sandboxless {
		n.noSandbox(pod, err)
		w.next = now.Add(n.scale(resyncFailing))
		n.writeStatus(pod, n.status(pod, w))
		return
	}
	p := pull{node: n, machine: m, pod: pod, secrets: secrets, at: at}
	volumes := p.volumes(ctx)
	start := func(c *corev1.Container, path string) bool {
		return n.start(ctx, &p, w, c, path, volumes)
	}
	for i := range pod.Spec.EphemeralContainers {
		c := corev1.Container(pod.Spec.EphemeralContainers[i].EphemeralContainerCommon)
		start(&c, "spec.ephemeralContainers{"+c.Name+"}")
	}
	if n.startInit(pod, w, start, now) {
		for i := range pod.Spec.Containers {
			start(&pod.Spec.Containers[i], "spec.containers{"+pod.Spec.Containers[i].Name+"}")
		}
	}
	n.complete(pod, w, now)
	w.next = n.nextLook(w, now, missing != "")
	n.writeStatus(pod, n.status(pod, w))
}

// startInit starts the init containers one after the other. The first that cannot be started
// stops everything after it.
func (n *Node) startInit(pod *corev1.Pod, w *worker, start func(*corev1.Container, string) bool, now time.Time) bool {
	for i := range pod.Spec.InitContainers {
		c := &pod.Spec.InitContainers[i]
		if !start(c, "spec.initContainers{"+c.Name+"}") {
			return false
		}
		if started := w.containers[c.Name]; !sidecar(c) && started.finished.IsZero() {
			started.finished = now
		}
	}
	return true
}

// start starts one container unless it is started.
func (n *Node) start(ctx context.Context, p *pull, w *worker, c *corev1.Container, path string, volumes map[string]waiting) bool {
	if w.containers[c.Name] != nil {
		return true
	}
	image, problem := p.container(ctx, c, path, volumes)
	if problem != nil {
		w.waiting[c.Name] = *problem
		n.events.Event(p.pod, path, corev1.EventTypeWarning, "Failed", "Error: "+problem.Reason)
		return false
	}
	w.containers[c.Name] = &container{id: containerID(p.pod, c.Name), image: image.Name, imageID: image.ID, started: n.s.Now()}
	n.events.Event(p.pod, path, corev1.EventTypeNormal, "Created", "Container created")
	n.events.Event(p.pod, path, corev1.EventTypeNormal, "Started", "Container started")
	return true
}

// complete ends the containers of a pod that is meant to complete, once they have run long enough.
func (n *Node) complete(pod *corev1.Pod, w *worker, now time.Time) {
	if pod.Spec.RestartPolicy == corev1.RestartPolicyAlways {
		return
	}
	for _, c := range pod.Spec.Containers {
		x := w.containers[c.Name]
		if x != nil && x.finished.IsZero() && !now.Before(x.started.Add(n.scale(jobRuns))) {
			x.finished = now
		}
	}
}

// nextLook says when the pod is due again.
func (n *Node) nextLook(w *worker, now time.Time, dangling bool) time.Time {
	for _, x := range w.waiting {
		if x.poison() {
			return now.Add(n.scale(resyncPoison))
		}
	}
	switch {
	case len(w.waiting) > 0:
		return now.Add(n.scale(resyncFailing))
	case w.pod.Spec.RestartPolicy != corev1.RestartPolicyAlways:
		return now.Add(n.scale(jobRuns))
	case dangling: // the event about the missing secret is repeated as long as the pod exists
		return now.Add(n.scale(resyncRunning))
	}
	return time.Time{}
}

func sidecar(c *corev1.Container) bool {
	return c.RestartPolicy != nil && *c.RestartPolicy == corev1.ContainerRestartPolicyAlways
}

// finish releases a deleted pod: nothing here needs time to stop.
func (n *Node) finish(pod *corev1.Pod) {
	if w := n.workers[pod.UID]; w != nil {
		for _, c := range pod.Spec.Containers {
			if x := w.containers[c.Name]; x != nil && x.finished.IsZero() {
				n.events.Event(pod, "spec.containers{"+c.Name+"}", corev1.EventTypeNormal, "Killing", "Stopping container "+c.Name)
			}
		}
	}
	now := int64(0)
	_ = n.s.Delete(apiserver.Pods, pod.Namespace, pod.Name, metav1.DeleteOptions{ // already gone is fine
		GracePeriodSeconds: &now, Preconditions: &metav1.Preconditions{UID: &pod.UID},
	})
}
