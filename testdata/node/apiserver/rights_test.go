package apiserver

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"

	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// missingRight: a user who may only read is told the smallest Role; with that, and nothing else, the
// fix works.
func missingRight(ctx context.Context, t *testing.T, cluster *lab.Cluster, w *trial.World, f diagnose.Fix) {
	kubeconfig, err := cluster.UserKubeconfig("eve")
	if err != nil {
		t.Fatal(err)
	}
	if err := mayRead(ctx, w, "eve"); err != nil {
		t.Fatal(err)
	}
	b := backend(t, kubeconfig)
	role := ""
	for end := time.Now().Add(20 * time.Second); role == "" && time.Now().Before(end); time.Sleep(300 * time.Millisecond) {
		for _, p := range b.Check(ctx, f) {
			if p.Role != "" {
				role = p.Role
			}
		}
	}
	undo, err := b.Apply(ctx, f, nil)
	if err == nil || !strings.Contains(err.Error(), "You may not create secrets in namespace refused-right") || undo != nil {
		t.Fatalf("got %v", err)
	}
	var r rbacv1.Role
	if err := yaml.UnmarshalStrict([]byte(role), &r); err != nil || r.Namespace != "refused-right" {
		t.Fatalf("no Role: %v\n%s", err, role)
	}
	if _, err := w.Client.RbacV1().Roles(r.Namespace).Create(ctx, &r, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	bind := &rbacv1.RoleBinding{ObjectMeta: metav1.ObjectMeta{Name: "eve"}, Subjects: []rbacv1.Subject{{Kind: "User", APIGroup: rbacv1.GroupName, Name: "eve"}},
		RoleRef: rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "Role", Name: r.Name}}
	if _, err := w.Client.RbacV1().RoleBindings(r.Namespace).Create(ctx, bind, metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	if left := failingNone(ctx, b, f); left != "" {
		t.Fatalf("the Role is not enough: %s", left)
	}
	if _, err := b.Apply(ctx, f, nil); err != nil {
		t.Error(err)
	}
}

// failingNone waits until no check fails.
func failingNone(ctx context.Context, b *cluster.Backend, f diagnose.Fix) string {
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(300 * time.Millisecond) {
		text := failing(ctx, b, f, "")
		if text == "" || time.Now().After(end) {
			return text
		}
	}
}

func mayRead(ctx context.Context, w *trial.World, user string) error {
	role := &rbacv1.ClusterRole{ObjectMeta: metav1.ObjectMeta{Name: "reader"}, Rules: []rbacv1.PolicyRule{{
		APIGroups: []string{"*"}, Resources: []string{"*"}, Verbs: []string{"get", "list", "watch"}}}}
	if _, err := w.Client.RbacV1().ClusterRoles().Create(ctx, role, metav1.CreateOptions{}); err != nil {
		return err
	}
	bind := &rbacv1.ClusterRoleBinding{ObjectMeta: metav1.ObjectMeta{Name: "reader-" + user},
		Subjects: []rbacv1.Subject{{Kind: "User", APIGroup: rbacv1.GroupName, Name: user}},
		RoleRef:  rbacv1.RoleRef{APIGroup: rbacv1.GroupName, Kind: "ClusterRole", Name: "reader"}}
	_, err := w.Client.RbacV1().ClusterRoleBindings().Create(ctx, bind, metav1.CreateOptions{})
	if err != nil {
		return fmt.Errorf("binding: %w", err)
	}
	return nil
}
