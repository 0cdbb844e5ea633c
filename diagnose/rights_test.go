package diagnose

import (
	"strings"
	"testing"
)

func rights(rules ...Rule) func(*Snapshot) {
	return func(s *Snapshot) { s.Rights = []Rights{{"shop", rules}} }
}

func TestWhatTheUserMayNotDoIsBlocked(t *testing.T) {
	all := []string{"*"}
	read := Rule{Verbs: []string{"get", "list"}, Groups: all, Resources: all}
	for name, tc := range map[string]struct {
		edit func(*Snapshot)
		want string
	}{
		"not asked":       {func(*Snapshot) {}, ""},
		"everything":      {rights(Rule{Verbs: all, Groups: all, Resources: all}), ""},
		"read only":       {rights(read), "You may not update secrets in namespace shop. Ask for: kubectl -n shop create role pulldoctor-fix --verb=get,update --resource=secrets --resource-name=r"},
		"secrets":         {rights(read, Rule{Verbs: []string{"update"}, Groups: []string{""}, Resources: []string{"secrets"}}), ""},
		"this secret":     {rights(read, Rule{Verbs: []string{"update"}, Groups: []string{""}, Resources: []string{"secrets"}, Names: []string{"r"}}), ""},
		"another secret":  {rights(read, Rule{Verbs: []string{"update"}, Groups: []string{""}, Resources: []string{"secrets"}, Names: []string{"q"}}), "You may not update secrets"},
		"another group":   {rights(read, Rule{Verbs: []string{"update"}, Groups: []string{"acme"}, Resources: []string{"secrets"}}), "You may not update secrets"},
		"other namespace": {func(s *Snapshot) { s.Rights = []Rights{{"cart", []Rule{read}}} }, ""},
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
	got := Roles([]Step{
		{Action: CreateSecret, Object: Object{"Secret", "shop", "new"}},
		{Action: SetTemplatePullSecrets, Object: Object{"Deployment", "shop", "web"}, APIVersion: "apps/v1"},
		{Action: DeletePod, Object: Object{"Pod", "shop", "web-1"}},
		{Action: CreateSecret, Object: Object{"Secret", "cart", "new"}},
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
