package apiserver

import (
	"context"

	admissionv1 "k8s.io/api/admissionregistration/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// What a cluster may have against a fix, one function for each.

func quota(ctx context.Context, w *trial.World, ns string) error {
	q := &corev1.ResourceQuota{ObjectMeta: metav1.ObjectMeta{Name: "team"}, Spec: corev1.ResourceQuotaSpec{
		Hard: corev1.ResourceList{"count/secrets": resource.MustParse("0")}}}
	_, err := w.Client.CoreV1().ResourceQuotas(ns).Create(ctx, q, metav1.CreateOptions{})
	return err
}

// terminate deletes the namespace; a finalizer keeps it terminating.
func terminate(ctx context.Context, w *trial.World, ns string) error {
	keep := &corev1.ConfigMap{ObjectMeta: metav1.ObjectMeta{Name: "keep", Finalizers: []string{"example.com/keep"}}}
	if _, err := w.Client.CoreV1().ConfigMaps(ns).Create(ctx, keep, metav1.CreateOptions{}); err != nil {
		return err
	}
	return w.Client.CoreV1().Namespaces().Delete(ctx, ns, metav1.DeleteOptions{})
}

func policy(ctx context.Context, w *trial.World, ns string) error {
	deny := admissionv1.Fail
	p := &admissionv1.ValidatingAdmissionPolicy{ObjectMeta: metav1.ObjectMeta{Name: ns}, Spec: admissionv1.ValidatingAdmissionPolicySpec{
		FailurePolicy: &deny,
		MatchConstraints: &admissionv1.MatchResources{ResourceRules: []admissionv1.NamedRuleWithOperations{{RuleWithOperations: admissionv1.RuleWithOperations{
			Operations: []admissionv1.OperationType{admissionv1.Create},
			Rule:       admissionv1.Rule{APIGroups: []string{""}, APIVersions: []string{"v1"}, Resources: []string{"secrets"}},
		}}}},
		Validations: []admissionv1.Validation{{Expression: "object.metadata.namespace != '" + ns + "'", Message: "secrets are made by the platform team"}},
	}}
	if _, err := w.Client.AdmissionregistrationV1().ValidatingAdmissionPolicies().Create(ctx, p, metav1.CreateOptions{}); err != nil {
		return err
	}
	b := &admissionv1.ValidatingAdmissionPolicyBinding{ObjectMeta: metav1.ObjectMeta{Name: ns}, Spec: admissionv1.ValidatingAdmissionPolicyBindingSpec{
		PolicyName: ns, ValidationActions: []admissionv1.ValidationAction{admissionv1.Deny}}}
	_, err := w.Client.AdmissionregistrationV1().ValidatingAdmissionPolicyBindings().Create(ctx, b, metav1.CreateOptions{})
	return err
}

func take(ctx context.Context, w *trial.World, ns string) error {
	theirs := &corev1.Secret{ObjectMeta: metav1.ObjectMeta{Name: "registry-initech-example-login"}, StringData: map[string]string{"theirs": "x"}}
	_, err := w.Client.CoreV1().Secrets(ns).Create(ctx, theirs, metav1.CreateOptions{})
	return err
}

// touch gives the workload a list of its own after the fix was thought out.
func touch(ctx context.Context, w *trial.World, ns string) error {
	patch := []byte(`{"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"theirs"}]}}}}`)
	_, err := w.Client.AppsV1().Deployments(ns).Patch(ctx, "hello", types.MergePatchType, patch, metav1.PatchOptions{})
	return err
}
