package apply

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// setPolicy writes the pull policy of one container of a workload's pod template.
// As for lists, the object's UID and the policy itself are what must be as read.
func (w *writer) setPolicy(ctx context.Context, s diagnose.Step, change step.SetTemplatePolicy) (result, error) {
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
		before, found := policyIn(t.Spec, change)
		if !found || s.UID != "" && string(t.Meta.UID) != s.UID || before != change.Before {
			return result{}, changed(s)
		}
		patch, err := change.Patch(&s, string(t.Meta.UID), t.Meta.ResourceVersion)
		if err != nil {
			return result{}, err
		}
		got, err := k.Strategic(ctx, w.b.client, s.Object.Namespace, s.Object.Name, patch, metav1.PatchOptions{DryRun: w.dry})
		if apierrors.IsConflict(err) && try < templateTries {
			continue
		}
		if err != nil {
			got, err = settled(ctx, w, s, err, func(ctx context.Context, name string, _ metav1.GetOptions) (runtime.Object, error) {
				return k.Get(ctx, w.b.client, s.Object.Namespace, name)
			}, func(got runtime.Object, err error) bool {
				now, ok := convert.WorkloadIn(got)
				if err != nil || !ok || now.Meta.UID != t.Meta.UID || now.Meta.ResourceVersion == t.Meta.ResourceVersion {
					return false
				}
				policy, found := policyIn(now.Spec, change)
				return found && policy == change.Policy
			})
		}
		if err != nil {
			return result{}, err
		}
		after, _ := convert.WorkloadIn(got)
		w.wrote(s, after.Meta)
		return result{text: said(s, change.Said()), undo: []diagnose.Step{change.Undo(&s, before, string(after.Meta.UID), after.Meta.ResourceVersion)}}, nil
	}
}

// policyIn is the pull policy of the step's container; false if the template has
// no such container.
func policyIn(spec *corev1.PodSpec, change step.SetTemplatePolicy) (string, bool) {
	list := spec.Containers
	if change.List == "initContainers" {
		list = spec.InitContainers
	}
	for i := range list {
		if list[i].Name == change.Container {
			return string(list[i].ImagePullPolicy), true
		}
	}
	return "", false
}
