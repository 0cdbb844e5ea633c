package apply

import (
	"context"
	"maps"
	"slices"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/kube/read"
)

// createWhenGone waits until the old pod is gone and creates the new one.
// After a temporary refusal (a quota that still counts the old pod, a server
// that restarts) it tries again.
func (w *writer) createWhenGone(ctx context.Context, s diagnose.Step, old, fresh *corev1.Pod) (*corev1.Pod, error) {
	pods := w.b.client.CoreV1().Pods(old.Namespace)
	for {
		now, err := pods.Get(ctx, old.Name, metav1.GetOptions{})
		if apierrors.IsNotFound(err) {
			break
		}
		if err == nil && now.UID != old.UID {
			return nil, stepErrorf(ErrChanged, "%s was meanwhile created by someone else; it was not changed.", s.Object)
		}
		if !read.Pause(ctx, pollGone) {
			return nil, stepErrorf(ctx.Err(), "%s is still being deleted; apply the fix again in a while to recreate it.", s.Object)
		}
	}
	lost := false // a response was lost: the pod may have been created
	for delay := pollGone; ; delay = min(2*delay, 4*time.Second) {
		got, err := pods.Create(ctx, fresh.DeepCopy(), metav1.CreateOptions{})
		if lost && apierrors.IsAlreadyExists(err) {
			got, err = pods.Get(ctx, fresh.Name, metav1.GetOptions{})
			if err == nil && (got.UID == old.UID || !madeOf(got, fresh)) {
				err = apierrors.NewAlreadyExists(corev1.Resource("pods"), fresh.Name)
			}
		}
		if err == nil {
			return got, nil
		}
		lost = lost || unanswered(err)
		final := apierrors.IsInvalid(err) || apierrors.IsBadRequest(err) || apierrors.IsAlreadyExists(err)
		if final || !read.Pause(ctx, delay) {
			return nil, stepErrorf(err, "%s was deleted and could not be created again: %s. Apply the fix again to retry.", s.Object, connect.Short(err))
		}
	}
}

// madeOf says whether a pod is one that was created from fresh.
func madeOf(pod, fresh *corev1.Pod) bool {
	same := func(a, b corev1.Container) bool { return a.Name == b.Name && a.Image == b.Image }
	return slices.EqualFunc(pod.Spec.Containers, fresh.Spec.Containers, same) && maps.Equal(pod.Labels, fresh.Labels) &&
		(len(fresh.Spec.ImagePullSecrets) == 0 || slices.Equal(pod.Spec.ImagePullSecrets, fresh.Spec.ImagePullSecrets))
}
