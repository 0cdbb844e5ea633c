package apply

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	authv1 "k8s.io/api/authorization/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"sigs.k8s.io/yaml"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// lines writes prechecks as "+ text" and "- text: why".
func lines(c *fake.Clientset, steps ...diagnose.Step) string {
	var b strings.Builder
	for _, p := range New(c).Check(ctx, diagnose.Fix{Steps: steps}) {
		if p.OK {
			b.WriteString("+ " + p.Text + "\n")
		} else {
			b.WriteString("- " + p.Text + ": " + p.Why + "\n")
		}
	}
	return b.String()
}

func TestCheck(t *testing.T) {
	secret := fakecluster.PullSecret("shop", "regcred")
	pod := fakecluster.FailingPod("shop", "web")
	c := fakecluster.New(t, secret, pod)
	update := diagnose.Step{
		Object: object("Secret", "regcred"), UID: string(secret.UID), ResourceVersion: secret.ResourceVersion,
		Write: step.UpdateSecret{Data: map[string][]byte{".dockerconfigjson": []byte("{}")}},
	}
	recreate := diagnose.Step{Object: object("Pod", "web"), UID: string(pod.UID), Write: step.RecreatePod{}}
	want := `+ you may update secrets in shop
+ Secret shop/regcred has not changed since it was read
+ the server accepts it (dry run on Secret shop/regcred)
+ you may delete pods in shop
+ you may create pods in shop
+ Pod shop/web has not changed since it was read
+ the server accepts it (dry run on Pod shop/web)
`
	if got := lines(c, update, recreate); got != want {
		t.Errorf("got\n%s", got)
	}
	if got := getSecret(t, c, "regcred"); got.ResourceVersion != secret.ResourceVersion {
		t.Error("a check has changed the secret")
	}
	list, _ := c.CoreV1().Pods("shop").List(ctx, metav1.ListOptions{})
	if len(list.Items) != 1 || list.Items[0].UID != pod.UID {
		t.Error("a check has changed the pod")
	}

	update.ResourceVersion = "other"
	want = `+ you may update secrets in shop
- Secret shop/regcred has not changed since it was read: Secret shop/regcred was changed since it was read; nothing was overwritten. Refresh and retry.
`
	if got := lines(c, update); got != want {
		t.Errorf("got\n%s", got)
	}
	taken := diagnose.Step{Object: object("Secret", "regcred"), Write: step.CreateSecret{}}
	if got := lines(c, taken); !strings.Contains(got, "- the name shop/regcred is free: Secret shop/regcred already exists") {
		t.Errorf("got\n%s", got)
	}
}

func TestCheckNamesTheMissingRight(t *testing.T) {
	c := fakecluster.New(t)
	c.PrependReactor("create", "selfsubjectaccessreviews", func(k8stesting.Action) (bool, runtime.Object, error) {
		return true, &authv1.SelfSubjectAccessReview{}, nil
	})
	write := diagnose.Step{Object: object("Deployment", "web"), APIVersion: "apps/v1", Write: step.SetTemplatePullSecrets{}}
	want := "- you may patch deployments in shop: you may not patch deployments.apps in namespace shop; " +
		"ask for: kubectl -n shop create role pulldoctor-fix --verb=get,patch --resource=deployments.apps --resource-name=web\n"
	if got := lines(c, write); got != want {
		t.Errorf("got\n%s", got)
	}
	p := New(c).Check(ctx, diagnose.Fix{Steps: []diagnose.Step{write, {Object: object("Secret", "new"), Write: step.CreateSecret{}}}})
	var role rbacv1.Role
	if err := yaml.UnmarshalStrict([]byte(p[0].Role), &role); err != nil {
		t.Fatal(err)
	}
	rules := []rbacv1.PolicyRule{
		{APIGroups: []string{"apps"}, Resources: []string{"deployments"}, ResourceNames: []string{"web"}, Verbs: []string{"get", "patch"}},
		{APIGroups: []string{""}, Resources: []string{"secrets"}, Verbs: []string{"create"}},
	}
	if d := cmp.Diff(rules, role.Rules); d != "" || role.Namespace != "shop" {
		t.Error(d)
	}
}

func TestCheckReportsWhatTheServerRefuses(t *testing.T) {
	write := diagnose.Step{Object: object("Secret", "regcred"), Write: step.CreateSecret{}}
	refuse := func(text string) string {
		c := fakecluster.New(t)
		c.PrependReactor("create", "secrets", func(k8stesting.Action) (bool, runtime.Object, error) {
			return true, nil, apierrors.NewBadRequest(text)
		})
		return lines(c, write)
	}
	if got := refuse("no secrets on Sundays"); !strings.Contains(got, "- the server accepts it (dry run on Secret shop/regcred): The server does not accept Secret shop/regcred: no secrets on Sundays.") {
		t.Errorf("got\n%s", got)
	}
	if got := refuse(`admission webhook "x" does not support dry run`); strings.Contains(got, "- ") {
		t.Errorf("got\n%s", got)
	}
	login := New(fakecluster.New(t)).Check(ctx, diagnose.Fix{Form: &diagnose.CredentialsForm{Registry: "ghcr.io"}})
	if len(login) != 1 || login[0].OK {
		t.Errorf("%+v", login)
	}
}
