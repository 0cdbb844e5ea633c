package engine

import (
	"strings"
	"testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/fix"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
)

func rights(rules ...diagnose.Rule) func(*diagnose.Snapshot) {
	return func(s *diagnose.Snapshot) { s.Rights = []diagnose.Rights{{Namespace: "shop", Rules: rules}} }
}

func TestWhatTheUserMayNotDoIsBlocked(t *testing.T) {
	all := []string{"*"}
	read := diagnose.Rule{Verbs: []string{"get", "list"}, Groups: all, Resources: all}
	for name, tc := range map[string]struct {
		edit func(*diagnose.Snapshot)
		want string
	}{
		"not asked":      {func(*diagnose.Snapshot) {}, ""},
		"everything":     {rights(diagnose.Rule{Verbs: all, Groups: all, Resources: all}), ""},
		"read only":      {rights(read), "You may not update secrets in namespace shop. Ask for: kubectl -n shop create role pulldoctor-fix --verb=get,update --resource=secrets --resource-name=r"},
		"secrets":        {rights(read, diagnose.Rule{Verbs: []string{"update"}, Groups: []string{""}, Resources: []string{"secrets"}}), ""},
		"this secret":    {rights(read, diagnose.Rule{Verbs: []string{"update"}, Groups: []string{""}, Resources: []string{"secrets"}, Names: []string{"r"}}), ""},
		"another secret": {rights(read, diagnose.Rule{Verbs: []string{"update"}, Groups: []string{""}, Resources: []string{"secrets"}, Names: []string{"q"}}), "You may not update secrets"},
		"another group":  {rights(read, diagnose.Rule{Verbs: []string{"update"}, Groups: []string{"acme"}, Resources: []string{"secrets"}}), "You may not update secrets"},
		"other namespace": {func(s *diagnose.Snapshot) {
			s.Rights = []diagnose.Rights{{Namespace: "cart", Rules: []diagnose.Rule{read}}}
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			_, f := root(t, world(login401, refs("r"), secret("shop", "r", config("ghcr.io")), tc.edit))
			got := fixNamed(t, f, "replace-login").Blocked
			if !strings.HasPrefix(got, tc.want) || tc.want == "" && got != "" {
				t.Errorf("blocked: %q", got)
			}
		})
	}
}

// A name narrows a Role only where the API can check it: not for a create.
func TestRoles(t *testing.T) {
	got := fix.Roles([]diagnose.Step{
		{Object: diagnose.Object{Kind: "Secret", Namespace: "shop", Name: "new"}, Write: step.CreateSecret{}},
		{Object: diagnose.Object{Kind: "Deployment", Namespace: "shop", Name: "web"}, APIVersion: "apps/v1", Write: step.SetTemplatePullSecrets{}},
		{Object: diagnose.Object{Kind: "Pod", Namespace: "shop", Name: "web-1"}, Write: step.DeletePod{}},
		{Object: diagnose.Object{Kind: "Secret", Namespace: "cart", Name: "new"}, Write: step.CreateSecret{}},
	})
	want := `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: pulldoctor-fix
  namespace: shop
rules:
- apiGroups: [""]
  resources: [secrets]
  verbs: [create]
- apiGroups: ["apps"]
  resources: [deployments]
  resourceNames: ["web"]
  verbs: [get, patch]
- apiGroups: [""]
  resources: [pods]
  resourceNames: ["web-1"]
  verbs: [get, delete]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: pulldoctor-fix
  namespace: cart
rules:
- apiGroups: [""]
  resources: [secrets]
  verbs: [create]
`
	if got != want {
		t.Errorf("got\n%s", got)
	}
}
