package apply

import (
	"context"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

const mirrorAnnotation = "kubernetes.io/config.mirror" // marks the mirror pod of a static pod

// deletePod deletes exactly the pod that was read. It refuses one without a
// controller, which nothing would recreate.
func (w *writer) deletePod(ctx context.Context, s diagnose.Step) (result, error) {
	pod, err := w.thatPod(ctx, s)
	if err != nil {
		return result{}, err
	}
	c := metav1.GetControllerOf(pod)
	if c == nil {
		return result{}, stepErrorf(nil, "%s has no controller that would recreate it; it was not deleted.", s.Object)
	}
	pods := w.b.client.CoreV1().Pods(pod.Namespace)
	err = pods.Delete(ctx, pod.Name, metav1.DeleteOptions{DryRun: w.dry, Preconditions: preconditions(pod.UID, "")})
	if err != nil {
		_, err = settled(ctx, w, s, err, pods.Get, func(now *corev1.Pod, err error) bool {
			return apierrors.IsNotFound(err) || err == nil && (now.UID != pod.UID || now.DeletionTimestamp != nil)
		})
	}
	if err != nil {
		return result{}, err
	}
	return result{text: said(s, "deleted; "+c.Kind+" "+c.Name+" creates a new one")}, nil
}

// thatPod gets a pod and refuses a different one of the same name. A failing
// pod's version changes with every pull attempt of its node, so only the UID
// counts.
func (w *writer) thatPod(ctx context.Context, s diagnose.Step) (*corev1.Pod, error) {
	pod, err := w.b.client.CoreV1().Pods(s.Object.Namespace).Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	if s.UID != "" && string(pod.UID) != s.UID {
		return nil, stepErrorf(ErrChanged, "%s is a different pod now; it was not changed.", s.Object)
	}
	return pod, nil
}

// Time limits for recreating a pod.
const (
	pollGone     = 250 * time.Millisecond
	extraGrace   = 30 * time.Second // beyond the pod's own grace period
	createWithin = 30 * time.Second
)

// recreatePod deletes a bare pod and creates it again with another list. The
// server tries the new pod under another name first; once the old one is being
// deleted, the end of ctx no longer interrupts the work.
func (w *writer) recreatePod(ctx context.Context, s diagnose.Step, change step.RecreatePod) (result, error) {
	pod, err := w.bareOrLost(ctx, s)
	if err != nil {
		return result{}, err
	}
	lost, _ := w.b.lostPod(s)
	fresh := freshPod(pod, change.PullSecrets)
	if err := w.tryPod(ctx, fresh); err != nil {
		return result{}, err
	}
	if len(w.dry) == 0 && !lost.rescued {
		if err := w.b.keepLost(s, pod, fresh); err != nil {
			return result{}, err
		}
	}
	pods := w.b.client.CoreV1().Pods(pod.Namespace)
	err = pods.Delete(ctx, pod.Name, metav1.DeleteOptions{DryRun: w.dry, Preconditions: preconditions(pod.UID, "")})
	if err != nil && !apierrors.IsNotFound(err) {
		if !unanswered(err) { // refused
			w.b.foundLost(s)
			return result{}, err
		}
		gone := func(now *corev1.Pod, readErr error) bool {
			return apierrors.IsNotFound(readErr) || readErr == nil && (now.UID != pod.UID || now.DeletionTimestamp != nil)
		}
		if _, readErr := settled(ctx, w, s, err, pods.Get, gone); readErr != nil { // it may still be deleted: its manifest is kept
			return result{}, halfway(s, err)
		}
	}
	if len(w.dry) > 0 {
		return result{text: said(s, "can be recreated")}, nil
	}
	wait := extraGrace + createWithin + grace(pod)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), wait)
	defer cancel()
	got, err := w.createWhenGone(ctx, s, pod, fresh)
	if err != nil {
		return result{}, halfway(s, err)
	}
	w.b.foundLost(s)
	done := result{text: said(s, "recreated")}
	before := convert.PullSecretNames(pod.Spec.ImagePullSecrets, convert.LocalName)
	if lost.rescued {
		return done, nil // there is no earlier state to restore
	}
	now := convert.PullSecretNames(got.Spec.ImagePullSecrets, convert.LocalName)
	done.undo = []diagnose.Step{change.Undo(&s, before, now, string(got.UID))}
	return done, nil
}

// bareOrLost returns the pod to recreate: the existing one, or the one that
// an earlier attempt deleted and could not create.
func (w *writer) bareOrLost(ctx context.Context, s diagnose.Step) (*corev1.Pod, error) {
	pod, err := w.thatPod(ctx, s)
	if apierrors.IsNotFound(err) {
		if l, ok := w.b.lostPod(s); ok {
			return l.pod, nil
		}
	}
	if err != nil {
		return nil, err
	}
	if c := metav1.GetControllerOf(pod); c != nil {
		return nil, stepErrorf(nil, "%s belongs to %s %s, which creates its own pods; it was not changed.", s.Object, c.Kind, c.Name)
	}
	if _, mirror := pod.Annotations[mirrorAnnotation]; mirror {
		return nil, stepErrorf(nil, "%s is a static pod of its node; it can only be changed there.", s.Object)
	}
	return pod, nil
}

// tryPod sends the new pod as a dry run under another name.
func (w *writer) tryPod(ctx context.Context, fresh *corev1.Pod) error {
	trial := fresh.DeepCopy()
	if len(trial.Name) > 240 {
		trial.Name = trial.Name[:240]
	}
	trial.Name += "-pulldoctor"
	_, err := w.b.client.CoreV1().Pods(trial.Namespace).Create(ctx, trial, metav1.CreateOptions{DryRun: []string{metav1.DryRunAll}})
	if noDryRun(err) || (err != nil && strings.Contains(err.Error(), "exceeded quota")) {
		return nil // the quota still counts the old pod
	}
	return err
}

func grace(pod *corev1.Pod) time.Duration {
	if s := pod.Spec.TerminationGracePeriodSeconds; s != nil && *s > 0 {
		return time.Duration(min(*s, 3600)) * time.Second
	}
	return 30 * time.Second
}
