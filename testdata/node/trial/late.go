package trial

import (
	"context"
	"fmt"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// minPause is how long the kubelet has to be about to wait when a late change is made, so that there is
// time to look before it tries again. It waits 10 s after the first failure and twice as long after each.
const minPause = 40 * time.Second

// MendLate applies what a case changes once its pods have failed: right after a failure, with a long
// pause ahead. It returns when the pods back off again.
func (w *World) MendLate(ctx context.Context, c cases.Case) error {
	if !c.Late {
		return nil
	}
	if err := w.failsAnew(ctx, c.Expect); err != nil {
		return fmt.Errorf("case %s: %w", c.Name, err)
	}
	if err := w.Apply(ctx, c.Then); err != nil {
		return fmt.Errorf("case %s: %w", c.Name, err)
	}
	_, err := w.Settled(ctx, c.Expect)
	return err
}

// failsAnew waits for a failure, as it happens, of a pod that its node has had long enough for a long
// pause after it.
func (w *World) failsAnew(ctx context.Context, e cases.Expect) error {
	paused := false
	return poll(ctx, 5*time.Minute, func(ctx context.Context) error {
		pod, err := w.pod(ctx, e)
		if err != nil {
			return err
		}
		reason := waiting(pod, e.Container)
		old := time.Since(placedAt(pod)) >= minPause
		if paused && old && reason == "ErrImagePull" {
			return nil
		}
		// A failure that follows a pause is a new one, not the end of one that is seconds old.
		paused = old && reason == "ImagePullBackOff"
		return fmt.Errorf("pod %s has not failed anew, it is %s", pod.Name, reason)
	})
}

// placedAt is when the pod's node got it, the present time if none has it.
func placedAt(pod *corev1.Pod) time.Time {
	for _, c := range pod.Status.Conditions {
		if c.Type == corev1.PodScheduled && c.Status == corev1.ConditionTrue {
			return c.LastTransitionTime.Time
		}
	}
	return time.Now()
}

// sandboxless says whether the node could not even make the pod's first container.
func (w *World) sandboxless(ctx context.Context, pod *corev1.Pod) (bool, error) {
	events, err := w.Client.CoreV1().Events(pod.Namespace).List(ctx, eventsOf(pod))
	if err != nil {
		return false, err
	}
	return slices.ContainsFunc(events.Items, func(e corev1.Event) bool { return e.Reason == sandboxFailed }), nil
}
