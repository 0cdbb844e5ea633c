package kube

import (
	"context"
	"fmt"
	"strings"

	authv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
)

// Check makes the checks of CheckEach.
func (b *Backend) Check(ctx context.Context, f diagnose.Fix) []diagnose.Precheck {
	return b.CheckEach(ctx, f, func(diagnose.Precheck) {})
}

// right is one thing a user may do.
type right struct{ verb, group, resource string }

// rightsFor lists the writes of a step.
func rightsFor(s diagnose.Step) []right {
	switch s.Action {
	case diagnose.CreateSecret:
		return []right{{"create", "", "secrets"}}
	case diagnose.UpdateSecret:
		return []right{{"update", "", "secrets"}}
	case diagnose.DeleteSecret:
		return []right{{"delete", "", "secrets"}}
	case diagnose.SetAccountPullSecrets:
		return []right{{"update", "", "serviceaccounts"}}
	case diagnose.SetTemplatePullSecrets:
		k := workloadKinds[kindKey{s.Object.Kind, s.APIVersion}]
		return []right{{"update", k.group, k.resource}}
	case diagnose.DeletePod:
		return []right{{"delete", "", "pods"}}
	case diagnose.RecreatePod:
		return []right{{"delete", "", "pods"}, {"create", "", "pods"}}
	}
	return nil
}

// rightFor is the first of them.
func rightFor(s diagnose.Step) (verb, group, resource string) {
	if r := rightsFor(s); len(r) > 0 {
		return r[0].verb, r[0].group, r[0].resource
	}
	return "change", "", strings.ToLower(s.Object.Kind) + "s"
}

// ask asks the API server whether the user has a right. Where that cannot be
// asked there is no answer (no Text), and the dry run shows.
func (b *Backend) ask(ctx context.Context, s diagnose.Step, r right) (diagnose.Precheck, bool) {
	attr := &authv1.ResourceAttributes{Namespace: s.Object.Namespace, Verb: r.verb, Group: r.group, Resource: r.resource}
	if r.verb != "create" {
		attr.Name = s.Object.Name // a Role may name single objects
	}
	review := &authv1.SelfSubjectAccessReview{Spec: authv1.SelfSubjectAccessReviewSpec{ResourceAttributes: attr}}
	got, err := b.client.AuthorizationV1().SelfSubjectAccessReviews().Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		return diagnose.Precheck{}, true
	}
	p := diagnose.Precheck{
		Text: fmt.Sprintf("you may %s %s in %s", r.verb, r.resource, s.Object.Namespace),
		OK:   got.Status.Allowed,
	}
	if !p.OK {
		of := r.resource
		if r.group != "" {
			of += "." + r.group
		}
		p.Why = fmt.Sprintf("the right to %s %s is missing: ask for a Role in namespace %s with that verb", r.verb, of, s.Object.Namespace)
	}
	return p, p.OK
}

// try compares the object with what was read and has the server try the write.
func (w *writer) try(ctx context.Context, s diagnose.Step) []diagnose.Precheck {
	same := diagnose.Precheck{Text: fmt.Sprintf("%s is unchanged since it was read", s.Object), OK: true}
	dry := diagnose.Precheck{Text: fmt.Sprintf("the server accepts it (dry run on %s)", s.Object), OK: true}
	if s.Action == diagnose.CreateSecret {
		same.Text = fmt.Sprintf("the name %s/%s is free", s.Object.Namespace, s.Object.Name)
	}
	_, raw := w.do(ctx, s)
	err := stepError(s, raw)
	switch {
	case err == nil:
	case noDryRun(raw):
		dry.Text = fmt.Sprintf("%s cannot be tried beforehand: a webhook there does not support dry runs", s.Object)
	case isChanged(err) || apierrors.IsNotFound(raw) || apierrors.IsAlreadyExists(raw):
		same.OK, same.Why = false, err.Error()
		return []diagnose.Precheck{same}
	default:
		dry.OK, dry.Why = false, err.Error()
		return []diagnose.Precheck{dry}
	}
	return []diagnose.Precheck{same, dry}
}
