package apply

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// setAccount writes the whole list of a service account: it is atomic, a patch
// would replace what others have added. Nothing else of the service account changes.
func (w *writer) setAccount(ctx context.Context, s diagnose.Step, change step.SetAccountPullSecrets) (result, error) {
	accounts := w.b.client.CoreV1().ServiceAccounts(s.Object.Namespace)
	a, err := accounts.Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return result{}, err
	}
	if err := w.unchanged(s, &a.ObjectMeta); err != nil {
		return result{}, err
	}
	before := convert.PullSecretNames(a.ImagePullSecrets, convert.LocalName)
	if !slices.Equal(before, change.PullSecretsBefore) {
		return result{}, changed(s)
	}
	a = a.DeepCopy()
	a.ImagePullSecrets = references(change.PullSecrets)
	got, err := accounts.Update(ctx, a, metav1.UpdateOptions{DryRun: w.dry})
	if err != nil {
		got, err = settled(ctx, w, s, err, accounts.Get, func(got *corev1.ServiceAccount, err error) bool {
			return err == nil && got.ResourceVersion != a.ResourceVersion && slices.Equal(convert.PullSecretNames(got.ImagePullSecrets, convert.LocalName), change.PullSecrets)
		})
	}
	if err != nil {
		return result{}, err
	}
	w.wrote(s, &got.ObjectMeta)
	return result{text: said(s, "now provides "+listed(change.PullSecrets)), undo: []diagnose.Step{change.Undo(&s, before, string(got.UID), got.ResourceVersion)}}, nil
}

// templateTries is how often the write of a template is repeated when the
// workload's controller updated the status meanwhile.
const templateTries = 5

// setTemplate writes the list of a workload's pod template. A workload's
// version changes with every status its controller writes, so the object's UID
// and the list itself are what must be as read. Only the list is sent: of a
// whole workload, fields that are newer than this program would be lost.
func (w *writer) setTemplate(ctx context.Context, s diagnose.Step, change step.SetTemplatePullSecrets) (result, error) {
	k, ok := workload.Kinds[workload.Key{Kind: s.Object.Kind, APIVersion: s.APIVersion}]
	if !ok || s.Object.Kind == "Job" {
		return result{}, stepErrorf(nil, "The pod template of %s cannot be changed.", s.Object)
	}
	for try := 1; ; try++ {
		obj, err := k.Get(ctx, w.b.client, s.Object.Namespace, s.Object.Name)
		if err != nil {
			return result{}, err
		}
		t, ok := convert.WorkloadIn(obj)
		if !ok {
			return result{}, stepErrorf(nil, "%s has no pod template.", s.Object)
		}
		before := convert.PullSecretNames(t.Spec.ImagePullSecrets, convert.LocalName)
		if (s.UID != "" && string(t.Meta.UID) != s.UID) || !slices.Equal(before, change.PullSecretsBefore) {
			return result{}, changed(s)
		}
		patch, err := templatePatch(s, change.PullSecrets, t.Meta)
		if err != nil {
			return result{}, err
		}
		got, err := k.Patch(ctx, w.b.client, s.Object.Namespace, s.Object.Name, patch, metav1.PatchOptions{DryRun: w.dry})
		if apierrors.IsConflict(err) && try < templateTries {
			continue
		}
		if err != nil {
			got, err = settled(ctx, w, s, err, func(ctx context.Context, name string, _ metav1.GetOptions) (runtime.Object, error) {
				return k.Get(ctx, w.b.client, s.Object.Namespace, name)
			}, func(got runtime.Object, err error) bool {
				now, ok := convert.WorkloadIn(got)
				return err == nil && ok && now.Meta.UID == t.Meta.UID && now.Meta.ResourceVersion != t.Meta.ResourceVersion &&
					slices.Equal(convert.PullSecretNames(now.Spec.ImagePullSecrets, convert.LocalName), change.PullSecrets)
			})
		}
		if err != nil {
			return result{}, err
		}
		after, _ := convert.WorkloadIn(got)
		w.wrote(s, after.Meta)
		return result{text: said(s, "now references "+listed(change.PullSecrets)), undo: []diagnose.Step{change.Undo(&s, before, string(after.Meta.UID), after.Meta.ResourceVersion)}}, nil
	}
}

// templatePatch is the merge patch that sets the list in the version that was
// read; for any other version the server refuses it as a conflict.
func templatePatch(s diagnose.Step, list []string, m *metav1.ObjectMeta) ([]byte, error) {
	var spec any = map[string]any{"imagePullSecrets": references(list)} // null removes it
	path := []string{"template", "spec"}
	if s.Object.Kind == "CronJob" {
		path = []string{"jobTemplate", "spec", "template", "spec"}
	}
	for _, key := range slices.Backward(path) {
		spec = map[string]any{key: spec}
	}
	return json.Marshal(map[string]any{
		"metadata": map[string]any{"uid": m.UID, "resourceVersion": m.ResourceVersion},
		"spec":     spec,
	})
}

func references(names []string) []corev1.LocalObjectReference {
	if len(names) == 0 {
		return nil
	}
	out := make([]corev1.LocalObjectReference, len(names))
	for i, n := range names {
		out[i].Name = n
	}
	return out
}

func listed(names []string) string {
	if len(names) == 0 {
		return "no pull secret"
	}
	return strings.Join(names, ", ")
}
