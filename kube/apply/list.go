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
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// setAccount writes the whole list of a service account: it is atomic, and a
// patch would replace what others have added. Nothing else of the service
// account changes.
func (w *writer) setAccount(ctx context.Context, s diagnose.Step) (result, error) {
	accounts := w.b.client.CoreV1().ServiceAccounts(s.Object.Namespace)
	a, err := accounts.Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return result{}, err
	}
	if err := w.unchanged(s, &a.ObjectMeta); err != nil {
		return result{}, err
	}
	before := convert.PullSecretNames(a.ImagePullSecrets, convert.LocalName)
	if !slices.Equal(before, s.PullSecretsBefore) {
		return result{}, changed(s)
	}
	a = a.DeepCopy()
	a.ImagePullSecrets = references(s.PullSecrets)
	got, err := accounts.Update(ctx, a, metav1.UpdateOptions{DryRun: w.dry})
	if err != nil {
		got, err = settled(ctx, w, s, err, accounts.Get, func(got *corev1.ServiceAccount, err error) bool {
			return err == nil && got.ResourceVersion != a.ResourceVersion && slices.Equal(convert.PullSecretNames(got.ImagePullSecrets, convert.LocalName), s.PullSecrets)
		})
	}
	if err != nil {
		return result{}, err
	}
	w.wrote(s, &got.ObjectMeta)
	return result{text: said(s, "now provides "+listed(s.PullSecrets)), undo: []diagnose.Step{listBack(s, &got.ObjectMeta, before)}}, nil
}

// templateTries is how often the write of a template is repeated when the
// workload's controller updated the status meanwhile.
const templateTries = 5

// setTemplate writes the list of a workload's pod template. A workload's
// version changes with every status its controller writes, so it is the
// object's UID and the list itself that must be as read. Only the list is
// sent: writing the whole workload would lose fields that are newer than this
// program.
func (w *writer) setTemplate(ctx context.Context, s diagnose.Step) (result, error) {
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
		if (s.UID != "" && string(t.Meta.UID) != s.UID) || !slices.Equal(before, s.PullSecretsBefore) {
			return result{}, changed(s)
		}
		patch, err := templatePatch(s, t.Meta)
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
					slices.Equal(convert.PullSecretNames(now.Spec.ImagePullSecrets, convert.LocalName), s.PullSecrets)
			})
		}
		if err != nil {
			return result{}, err
		}
		after, _ := convert.WorkloadIn(got)
		w.wrote(s, after.Meta)
		return result{text: said(s, "now references "+listed(s.PullSecrets)), undo: []diagnose.Step{listBack(s, after.Meta, before)}}, nil
	}
}

// templatePatch returns the merge patch that sets the list in the version
// that was read; for any other version the server refuses it as a conflict.
func templatePatch(s diagnose.Step, m *metav1.ObjectMeta) ([]byte, error) {
	var spec any = map[string]any{"imagePullSecrets": references(s.PullSecrets)} // null removes it
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

func listBack(s diagnose.Step, m *metav1.ObjectMeta, before []string) diagnose.Step {
	return diagnose.Step{
		Action: s.Action, Object: s.Object, APIVersion: s.APIVersion,
		UID: string(m.UID), ResourceVersion: m.ResourceVersion,
		PullSecrets: before, PullSecretsBefore: s.PullSecrets,
	}
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
