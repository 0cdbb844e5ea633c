package apply

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/convert"
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

// setTemplate writes the list of a workload's pod template. Only the list is sent: of a
// whole workload, fields that are newer than this program would be lost.
func (w *writer) setTemplate(ctx context.Context, s diagnose.Step, change step.SetTemplatePullSecrets) (result, error) {
	names := func(spec *corev1.PodSpec) []string {
		return convert.PullSecretNames(spec.ImagePullSecrets, convert.LocalName)
	}
	after, err := w.writeTemplate(ctx, s, templateWrite{
		asRead:  func(spec *corev1.PodSpec) bool { return slices.Equal(names(spec), change.PullSecretsBefore) },
		written: func(spec *corev1.PodSpec) bool { return slices.Equal(names(spec), change.PullSecrets) },
		form:    types.MergePatchType,
		patch:   func(m *metav1.ObjectMeta) ([]byte, error) { return templatePatch(s, change.PullSecrets, m) },
	})
	if err != nil {
		return result{}, err
	}
	return result{text: said(s, "now references "+listed(change.PullSecrets)), undo: []diagnose.Step{change.Undo(&s, change.PullSecretsBefore, string(after.UID), after.ResourceVersion)}}, nil
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
