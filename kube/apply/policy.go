package apply

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

// setPolicy writes the pull policy of one container of a workload's pod template.
func (w *writer) setPolicy(ctx context.Context, s diagnose.Step, change step.SetTemplatePolicy) (result, error) {
	is := func(want string) func(*corev1.PodSpec) bool {
		return func(spec *corev1.PodSpec) bool {
			policy, found := policyIn(spec, change)
			return found && policy == want
		}
	}
	after, err := w.writeTemplate(ctx, s, templateWrite{
		asRead:  is(change.Before),
		written: is(change.Policy),
		form:    types.StrategicMergePatchType, // it finds the container by name
		patch:   func(m *metav1.ObjectMeta) ([]byte, error) { return change.Patch(&s, string(m.UID), m.ResourceVersion) },
	})
	if err != nil {
		return result{}, err
	}
	return result{text: said(s, change.Said()), undo: []diagnose.Step{change.Undo(&s, change.Before, string(after.UID), after.ResourceVersion)}}, nil
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
