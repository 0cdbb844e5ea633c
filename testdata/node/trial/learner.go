package trial

import (
	"context"
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube/cases"
)

// learner is the user who lacks the rights that a case takes away.
const learner = "learner"

// readable are the resources that a diagnosis reads, by API group.
var readable = map[string][]string{
	"":      {"pods", "secrets", "serviceaccounts", "events", "namespaces", "nodes", "replicationcontrollers"},
	"apps":  {"deployments", "replicasets", "statefulsets", "daemonsets"},
	"batch": {"jobs", "cronjobs"},
}

// As is the same cluster in the eyes of somebody who may read everything but what the case says, in its
// namespace alone.
func (w *World) As(ctx context.Context, c cases.Case) (*World, error) {
	role := &rbacv1.ClusterRole{ObjectMeta: metav1.ObjectMeta{Name: "reads-" + c.Name}}
	for group, resources := range readable {
		for _, resource := range resources {
			verbs := slices.DeleteFunc([]string{"get", "list", "watch"}, func(verb string) bool {
				return slices.Contains(c.Deny, cases.Right{Verb: verb, Resource: resource})
			})
			if len(verbs) > 0 {
				role.Rules = append(role.Rules, rbacv1.PolicyRule{APIGroups: []string{group}, Resources: []string{resource}, Verbs: verbs})
			}
		}
	}
	binding := &rbacv1.ClusterRoleBinding{
		ObjectMeta: metav1.ObjectMeta{Name: role.Name},
		RoleRef:    rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: role.Name},
		Subjects:   []rbacv1.Subject{{Kind: rbacv1.UserKind, APIGroup: rbacv1.GroupName, Name: learner}},
	}
	if _, err := w.Client.RbacV1().ClusterRoles().Create(ctx, role, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return nil, err
	}
	if _, err := w.Client.RbacV1().ClusterRoleBindings().Create(ctx, binding, metav1.CreateOptions{}); err != nil && !apierrors.IsAlreadyExists(err) {
		return nil, err
	}
	eyes := *w
	eyes.as, eyes.only = learner, c.Expect.Namespace
	var err error
	eyes.Client, err = connectAs(w.Kubeconfig, learner)
	return &eyes, err
}
