package apply

import (
	"context"
	"fmt"
	"slices"
	"strings"

	authv1 "k8s.io/api/authorization/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
)

// Check returns the results of CheckEach.
func (b *Fixer) Check(ctx context.Context, f diagnose.Fix) []diagnose.Precheck {
	return b.CheckEach(ctx, f, func(diagnose.Precheck) {})
}

// rightsFor lists the rights that a step needs.
func rightsFor(s diagnose.Step) []diagnose.Right {
	if s.Write == nil {
		return nil
	}
	return slices.DeleteFunc(s.Write.Rights(&s), func(r diagnose.Right) bool { return r.Verb == "get" })
}

// rightFor returns the first of them.
func rightFor(s diagnose.Step) (verb, resource string) {
	if r := rightsFor(s); len(r) > 0 {
		return r[0].Verb, r[0].Resource
	}
	return "change", strings.ToLower(s.Object.Kind) + "s"
}

// ask asks the API server whether the user has a right. If it cannot be
// asked, the result is empty (no Text), and the dry run decides.
func (b *Fixer) ask(ctx context.Context, s diagnose.Step, r diagnose.Right) (diagnose.Precheck, bool) {
	review := &authv1.SelfSubjectAccessReview{Spec: authv1.SelfSubjectAccessReviewSpec{ResourceAttributes: &authv1.ResourceAttributes{
		Namespace: s.Object.Namespace, Verb: r.Verb, Group: r.Group, Resource: r.Resource, Name: r.Name, // a Role may name single objects
	}}}
	got, err := b.client.AuthorizationV1().SelfSubjectAccessReviews().Create(ctx, review, metav1.CreateOptions{})
	if err != nil {
		return diagnose.Precheck{}, true
	}
	p := diagnose.Precheck{
		Text: fmt.Sprintf("you may %s %s in %s", r.Verb, r.Resource, s.Object.Namespace),
		OK:   got.Status.Allowed,
	}
	if !p.OK {
		of := r.Resource
		if r.Group != "" {
			of += "." + r.Group
		}
		p.Why = fmt.Sprintf("you may not %s %s in namespace %s; ask for: %s", r.Verb, of, s.Object.Namespace, fix.RoleCommand(&s))
	}
	return p, p.OK
}

// try compares the object with what was read and sends the write as a dry
// run.
func (w *writer) try(ctx context.Context, s diagnose.Step) []diagnose.Precheck {
	same := diagnose.Precheck{Text: fmt.Sprintf("%s has not changed since it was read", s.Object), OK: true}
	dry := diagnose.Precheck{Text: fmt.Sprintf("the server accepts it (dry run on %s)", s.Object), OK: true}
	if s.Action() == diagnose.CreateSecret {
		same.Text = fmt.Sprintf("the name %s/%s is free", s.Object.Namespace, s.Object.Name)
	}
	r, raw := w.do(ctx, s)
	err := ErrorOf(s, raw)
	switch {
	case r.skipped:
		same.Text = r.text
	case err == nil:
	case noDryRun(raw):
		dry.Text = fmt.Sprintf("no dry run on %s: a webhook does not support dry runs", s.Object)
	case isChanged(err) || apierrors.IsNotFound(raw) || apierrors.IsAlreadyExists(raw):
		same.OK, same.Why = false, err.Error()
		return []diagnose.Precheck{same}
	default:
		dry.OK, dry.Why = false, err.Error()
		return []diagnose.Precheck{dry}
	}
	return []diagnose.Precheck{same, dry}
}
