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

const mirrorAnnotation = "kubernetes.io/config.mirror" // a static pod's shadow

// deletePod deletes the very pod that was read. One without a controller would
// be gone for good and is refused.
func (w *writer) deletePod(ctx context.Context, s diagnose.Step) (result, error) {
	pod, err := w.thatPod(ctx, s)
	if err != nil {
		return result{}, err
	}
	c := metav1.GetControllerOf(pod)
	if c == nil {
		return result{}, stepErrorf(nil, "%s has no controller that would make it again; it was not deleted.", s.Object)
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
	return result{text: said(s, "deleted; "+c.Kind+" "+c.Name+" makes another")}, nil
}

// thatPod gets a pod and refuses another one of the same name. A failing pod's
// version changes with every try of its node, so only the UID counts.
func (w *writer) thatPod(ctx context.Context, s diagnose.Step) (*corev1.Pod, error) {
	pod, err := w.b.client.CoreV1().Pods(s.Object.Namespace).Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	if s.UID != "" && string(pod.UID) != s.UID {
		return nil, stepErrorf(ErrChanged, "%s is another pod now; it was left alone.", s.Object)
	}
	return pod, nil
}

// Times of a re-creation.
const (
	pollGone     = 250 * time.Millisecond
	extraGrace   = 30 * time.Second // beyond the pod's own grace period
	createWithin = 30 * time.Second
)

// recreatePod deletes a bare pod and creates it again with another list. The
// server tries the new pod under another name first; once the old one is being
// deleted, the end of ctx no longer stops the work half way.
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
		if apierrors.ReasonForError(err) != "" { // refused; after a broken connection nobody knows
			w.b.foundLost(s)
			return result{}, err
		}
		return result{}, halfway(s, err)
	}
	if len(w.dry) > 0 {
		return result{text: said(s, "can be made again")}, nil
	}
	wait := extraGrace + createWithin + grace(pod)
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), wait)
	defer cancel()
	got, err := w.createWhenGone(ctx, s, pod, fresh)
	if err != nil {
		return result{}, halfway(s, err)
	}
	w.b.foundLost(s)
	done := result{text: said(s, "made again")}
	before := convert.PullSecretNames(pod.Spec.ImagePullSecrets, convert.LocalName)
	if lost.rescued {
		return done, nil // there is nothing to go back to
	}
	now := convert.PullSecretNames(got.Spec.ImagePullSecrets, convert.LocalName)
	done.undo = []diagnose.Step{change.Undo(&s, before, now, string(got.UID))}
	return done, nil
}

// bareOrLost is the pod to be made again: the one that is there, or the one
// that an earlier attempt deleted and could not create.
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
		return nil, stepErrorf(nil, "%s belongs to %s %s, which makes its pods itself; it was left alone.", s.Object, c.Kind, c.Name)
	}
	if _, mirror := pod.Annotations[mirrorAnnotation]; mirror {
		return nil, stepErrorf(nil, "%s is a static pod of its node; it can only be changed there.", s.Object)
	}
	return pod, nil
}

// tryPod has the server try the new pod under another name.
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
