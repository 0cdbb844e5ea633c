package apitest

import (
	"context"
	"errors"
	"fmt"
	"slices"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/workload"
)

// Carries reports whether the objects that make the next pods have the lists of
// pull secrets that a fix wrote: service accounts, templates, and bare pods.
func Carries(ctx context.Context, client kubernetes.Interface, f diagnose.Fix) error {
	var all []error
	for _, s := range f.Steps {
		if change, ok := s.Write.(step.SetTemplatePolicy); ok {
			all = append(all, carriesPolicy(ctx, client, s, change))
			continue
		}
		_, want, ok := step.Lists(s)
		if !ok {
			continue
		}
		list, err := pullSecretsOf(ctx, client, s)
		if err != nil {
			all = append(all, err)
			continue
		}
		got := convert.PullSecretNames(list, convert.LocalName)
		if s.Action() == diagnose.RecreatePod && len(want) == 0 {
			continue // admission copies the account's
		}
		if !slices.Equal(got, want) {
			all = append(all, fmt.Errorf("%s has %q, the fix wrote %q", s.Object, got, want))
		}
	}
	return errors.Join(all...)
}

func pullSecretsOf(ctx context.Context, client kubernetes.Interface, s diagnose.Step) ([]corev1.LocalObjectReference, error) {
	switch s.Action() {
	case diagnose.SetAccountPullSecrets:
		a, err := client.CoreV1().ServiceAccounts(s.Object.Namespace).Get(ctx, s.Object.Name, metav1.GetOptions{})
		if err != nil {
			return nil, err
		}
		return a.ImagePullSecrets, nil
	case diagnose.SetTemplatePullSecrets:
		k, ok := workload.Kinds[workload.Key{Kind: s.Object.Kind, APIVersion: s.APIVersion}]
		if !ok {
			return nil, fmt.Errorf("%s is no workload", s.Object)
		}
		w, err := k.Get(ctx, client, s.Object.Namespace, s.Object.Name)
		if err != nil {
			return nil, err
		}
		template, ok := convert.WorkloadIn(w)
		if !ok {
			return nil, fmt.Errorf("%s has no pod template", s.Object)
		}
		return template.Spec.ImagePullSecrets, nil
	}
	p, err := client.CoreV1().Pods(s.Object.Namespace).Get(ctx, s.Object.Name, metav1.GetOptions{})
	if err != nil {
		return nil, err
	}
	return p.Spec.ImagePullSecrets, nil
}

// carriesPolicy reports whether a workload's template has the pull policy that a
// fix wrote.
func carriesPolicy(ctx context.Context, client kubernetes.Interface, s diagnose.Step, change step.SetTemplatePolicy) error {
	k, ok := workload.Kinds[workload.Key{Kind: s.Object.Kind, APIVersion: s.APIVersion}]
	if !ok {
		return fmt.Errorf("%s is no workload", s.Object)
	}
	w, err := k.Get(ctx, client, s.Object.Namespace, s.Object.Name)
	if err != nil {
		return err
	}
	template, ok := convert.WorkloadIn(w)
	if !ok {
		return fmt.Errorf("%s has no pod template", s.Object)
	}
	list := template.Spec.Containers
	if change.List == "initContainers" {
		list = template.Spec.InitContainers
	}
	for i := range list {
		if c := &list[i]; c.Name == change.Container && string(c.ImagePullPolicy) != change.Policy {
			return fmt.Errorf("%s has the policy %q, the fix wrote %q", s.Object, c.ImagePullPolicy, change.Policy)
		}
	}
	return nil
}
