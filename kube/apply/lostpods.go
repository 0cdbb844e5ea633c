package apply

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/shell"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/clean"
	"github.com/pulldoctor/pulldoctor/kube/convert"
)

// KeepPods makes the fixer keep the manifest of every bare pod on disk while
// it is deleted and not yet created again. Without a store they are kept in
// memory only.
func (b *Fixer) KeepPods(s *PodStore) { b.store = s }

// Lost returns fixes that create the bare pods which an earlier run of the program deleted and,
// because it was killed, did not create again. A stored pod that exists in the cluster is dropped
// from the store; one that cannot be read now is kept for the next time.
func (b *Fixer) Lost(ctx context.Context) []diagnose.Fix {
	if b.store == nil {
		return nil
	}
	var out []diagnose.Fix
	for _, k := range b.store.all() {
		now, err := b.client.CoreV1().Pods(k.pod.Namespace).Get(ctx, k.pod.Name, metav1.GetOptions{})
		switch {
		case err == nil && (now.UID != k.pod.UID || now.DeletionTimestamp == nil):
			b.store.drop(k.pod, k.pod.UID) // it was created again, or never deleted
		case err == nil || apierrors.IsNotFound(err):
			out = append(out, b.lostPodFix(k))
		}
	}
	slices.SortFunc(out, func(x, y diagnose.Fix) int { return cmp.Compare(x.Title, y.Title) })
	return out
}

// Forget drops the manifest of a pod that Lost has returned.
func (b *Fixer) Forget(f diagnose.Fix) {
	for _, s := range f.Steps {
		b.foundLost(s)
	}
}

// lostPodFix makes the fix that finishes the interrupted step.
func (b *Fixer) lostPodFix(k keptPod) diagnose.Fix {
	o := diagnose.Object{Kind: "Pod", Namespace: clean.Line(k.pod.Namespace), Name: clean.Line(k.pod.Name)}
	names := convert.PullSecretNames(k.pod.Spec.ImagePullSecrets, convert.LocalName)
	s := diagnose.Step{Object: o, APIVersion: "v1", UID: string(k.pod.UID), Write: step.RecreatePod{PullSecrets: names, PullSecretsBefore: names}}
	b.remember(s, lostPod{k.pod, true})
	f := diagnose.Fix{
		ID:       "create-lost-pod",
		Title:    fmt.Sprintf("Create %s again after an interrupted fix", o),
		Steps:    []diagnose.Step{s},
		Commands: shell.Lines(shell.Words{"file": shell.Path(k.path)}, "kubectl create -f {file}"),
		After:    "The pod is scheduled and starts like a new one.",
	}
	when := ""
	if !k.at.IsZero() {
		when = " on " + k.at.Format("2006-01-02 15:04 MST")
	}
	f.Warnings = []string{"The program ended" + when + " between deleting this pod and creating it again. Its manifest was kept in " + k.path + "."}
	return f
}

// keepLost stores a pod that is about to be deleted.
func (b *Fixer) keepLost(s diagnose.Step, pod, fresh *corev1.Pod) error {
	if b.store != nil {
		if err := b.store.keep(fresh, pod.UID); err != nil {
			return stepErrorf(err, "The manifest of %s cannot be stored in %s, so the pod was not deleted: %s.", s.Object, b.store.folder, err)
		}
	}
	b.remember(s, lostPod{pod, false})
	return nil
}

// lostPod is a pod between its deletion and its creation.
type lostPod struct {
	pod     *corev1.Pod // as it was, or (rescued) as it will be
	rescued bool        // an earlier run deleted it
}

func (b *Fixer) remember(s diagnose.Step, l lostPod) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.lost[s.Object.String()] = l
}

// foundLost drops a pod that exists.
func (b *Fixer) foundLost(s diagnose.Step) {
	b.mu.Lock()
	defer b.mu.Unlock()
	l, ok := b.lost[s.Object.String()]
	delete(b.lost, s.Object.String())
	if ok && b.store != nil {
		b.store.drop(l.pod, l.pod.UID)
	}
}

func (b *Fixer) lostPod(s diagnose.Step) (lostPod, bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	l, ok := b.lost[s.Object.String()]
	return l, ok && (s.UID == "" || string(l.pod.UID) == s.UID)
}
