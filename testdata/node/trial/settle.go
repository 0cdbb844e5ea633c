package trial

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// settleTime is how long a node may take until a pod's waiting reason no longer changes: the first
// pull, and the back-off of ten seconds that follows it.
const settleTime = 2 * time.Minute

// passing are reasons that something else follows.
var passing = []string{"", "ContainerCreating", "PodInitializing", "ErrImagePull"}

// sandboxFailed is the event of a pod whose first container cannot be made.
const sandboxFailed = "FailedCreatePodSandBox"

// eventsOf selects the events of a pod.
func eventsOf(pod *corev1.Pod) metav1.ListOptions {
	return metav1.ListOptions{FieldSelector: "involvedObject.uid=" + string(pod.UID)}
}

// Created waits for the pod of a case to exist.
func (w *World) Created(ctx context.Context, e cases.Expect) error {
	return poll(ctx, settleTime, func(ctx context.Context) error {
		_, err := w.pod(ctx, e)
		return err
	})
}

// later lets so much time pass that a change is younger than the pods, in an API that counts whole
// seconds.
func (w *World) later(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(2 * time.Second):
		return nil
	}
}

// Settled waits until every pod of the case's namespace that belongs to the case shows what keeps
// its container. It returns the reason of the last.
func (w *World) Settled(ctx context.Context, e cases.Expect) (reason string, err error) {
	err = poll(ctx, settleTime, func(ctx context.Context) error {
		pods, err := w.pods(ctx, e)
		if err != nil {
			return err
		}
		for i := range pods {
			if e.ContainerType == string(diagnose.TypeSandbox) {
				stuck, err := w.sandboxless(ctx, &pods[i])
				if err != nil || !stuck {
					return errors.Join(err, fmt.Errorf("pod %s says nothing about its sandbox", pods[i].Name))
				}
				reason = sandboxFailed
				continue
			}
			reason = waiting(&pods[i], judged(e))
			if e.Pulling {
				if err := w.pulling(ctx, &pods[i], reason); err != nil {
					return err
				}
				continue
			}
			if c := between(&pods[i]); c != "" && !e.Nothing {
				return fmt.Errorf("container %s of pod %s has just failed", c, pods[i].Name)
			}
			if !e.Nothing && slices.Contains(passing, reason) {
				return fmt.Errorf("pod %s is still %q (%s)", pods[i].Name, reason, pods[i].Status.Phase)
			}
		}
		return nil
	})
	return reason, err
}

// pullingFor is how long a pull has to be under way without an end: longer than containerd waits for the
// response to a request, which is 30 seconds.
const pullingFor = 45 * time.Second

// pulling is nil for a pod whose pull began long enough ago, and of which nothing more was reported.
func (w *World) pulling(ctx context.Context, pod *corev1.Pod, reason string) error {
	if !slices.Contains([]string{"ContainerCreating", "PodInitializing"}, reason) {
		return fmt.Errorf("the pull of pod %s has ended: %q", pod.Name, reason)
	}
	events, err := w.Client.CoreV1().Events(pod.Namespace).List(ctx, eventsOf(pod))
	if err != nil {
		return err
	}
	for _, e := range events.Items {
		if e.Reason == "Pulling" && time.Since(e.FirstTimestamp.Time) > pullingFor {
			return nil
		}
	}
	return fmt.Errorf("the pull of pod %s has not taken %v", pod.Name, pullingFor)
}

// judged is the container whose status tells; "" for an image volume, which has none of its own: the
// kubelet shows its failure at a container that mounts it.
func judged(e cases.Expect) string {
	if e.ContainerType == string(diagnose.TypeVolume) {
		return ""
	}
	return e.Container
}

// waiting is the reason why a container waits, "" if it does not.
func waiting(pod *corev1.Pod, container string) string {
	for _, list := range [][]corev1.ContainerStatus{
		pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses, pod.Status.EphemeralContainerStatuses,
	} {
		for _, s := range list {
			if (s.Name == container || container == "") && s.State.Waiting != nil {
				return s.State.Waiting.Reason
			}
		}
	}
	return ""
}

// between is a container that stands between a failed pull and its back-off, "" if there is none.
func between(pod *corev1.Pod) string {
	for _, s := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses, pod.Status.EphemeralContainerStatuses) {
		if s.State.Waiting != nil && s.State.Waiting.Reason == "ErrImagePull" {
			return s.Name
		}
	}
	return ""
}

var errNoPod = errors.New("there is no pod yet")

// pods are all pods of the case, the oldest first; it is an error if there is none.
func (w *World) pods(ctx context.Context, e cases.Expect) ([]corev1.Pod, error) {
	list, err := w.Client.CoreV1().Pods(e.Namespace).List(ctx, metav1.ListOptions{})
	if err != nil {
		return nil, err
	}
	found := slices.DeleteFunc(list.Items, func(p corev1.Pod) bool { return !isPod(p.Name, e.Pod) })
	if len(found) == 0 {
		return nil, fmt.Errorf("%w in %s that is called %s", errNoPod, e.Namespace, e.Pod)
	}
	slices.SortFunc(found, func(a, b corev1.Pod) int {
		return a.CreationTimestamp.Compare(b.CreationTimestamp.Time)
	})
	return found, nil
}

func (w *World) pod(ctx context.Context, e cases.Expect) (*corev1.Pod, error) {
	list, err := w.pods(ctx, e)
	if err != nil {
		return nil, err
	}
	return &list[0], nil
}

// isPod says whether a pod's name is the expected one, or one that a controller made of it.
func isPod(name, expected string) bool {
	return name == expected || strings.HasPrefix(name, expected+"-")
}
