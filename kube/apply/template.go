package apply

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// templateTries is how often the write of a template is repeated when the
// workload's controller updated the status meanwhile.
const templateTries = 5

// templateWrite is one change of a workload's pod template.
type templateWrite struct {
	asRead  func(*corev1.PodSpec) bool // what is changed is still as it was planned for
	written func(*corev1.PodSpec) bool // the change is in it
	form    types.PatchType
	patch   func(*metav1.ObjectMeta) ([]byte, error) // for the version of the workload that was read
}

// writeTemplate changes a workload's pod template and returns the metadata of the
// workload after it. A workload's version changes with every status that its controller
// writes, so its UID and what is changed itself are what must be as read.
func (w *writer) writeTemplate(ctx context.Context, s diagnose.Step, change templateWrite) (*metav1.ObjectMeta, error) {
	k, ok := workload.Kinds[workload.Key{Kind: s.Object.Kind, APIVersion: s.APIVersion}]
	if !ok || s.Object.Kind == "Job" {
		return nil, stepErrorf(nil, "The pod template of %s cannot be changed.", s.Object)
	}
	for try := 1; ; try++ {
		obj, err := k.Get(ctx, w.b.client, s.Object.Namespace, s.Object.Name)
		if err != nil {
			return nil, err
		}
		t, ok := convert.WorkloadIn(obj)
		if !ok {
			return nil, stepErrorf(nil, "%s has no pod template.", s.Object)
		}
		if s.UID != "" && string(t.Meta.UID) != s.UID || !change.asRead(t.Spec) {
			return nil, changed(s)
		}
		patch, err := change.patch(t.Meta)
		if err != nil {
			return nil, err
		}
		got, err := k.Patch(ctx, w.b.client, s.Object.Namespace, s.Object.Name, change.form, patch, metav1.PatchOptions{DryRun: w.dry})
		if apierrors.IsConflict(err) && try < templateTries {
			continue
		}
		if err != nil {
			got, err = settled(ctx, w, s, err, func(ctx context.Context, name string, _ metav1.GetOptions) (runtime.Object, error) {
				return k.Get(ctx, w.b.client, s.Object.Namespace, name)
			}, func(got runtime.Object, err error) bool {
				now, ok := convert.WorkloadIn(got)
				return err == nil && ok && now.Meta.UID == t.Meta.UID && now.Meta.ResourceVersion != t.Meta.ResourceVersion && change.written(now.Spec)
			})
		}
		if err != nil {
			return nil, err
		}
		after, _ := convert.WorkloadIn(got)
		w.wrote(s, after.Meta)
		return after.Meta, nil
	}
}
