package prompt

import (
	"errors"
	"strings"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/client-go/kubernetes/fake"
)

func TestCreateDockerRegistry(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"kubectl -n shop create secret docker-registry x --docker-server=quay.io --docker-username=a --docker-password='b c'",
			`{"auths":{"quay.io":{"username":"a","password":"b c","auth":"YTpiIGM="}}}`},
		{"kubectl -n shop create secret docker-registry x --docker-username a --docker-password=b --docker-email=c@d",
			`{"auths":{"https://index.docker.io/v1/":{"username":"a","password":"b","email":"c@d","auth":"YTpi"}}}`},
	} {
		p := newPrompt()
		if got := p.Run(t.Context(), c.line); got != "secret/x created" {
			t.Fatalf("%s: %s", c.line, got)
		}
		s, err := p.Client.CoreV1().Secrets("shop").Get(t.Context(), "x", metav1.GetOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := string(s.Data[corev1.DockerConfigJsonKey]); got != c.want || s.Type != corev1.SecretTypeDockerConfigJson {
			t.Errorf("%s: %s of type %s", c.line, got, s.Type)
		}
		if got := p.Run(t.Context(), c.line); !strings.Contains(got, `error: failed to create secret secrets "x" already exists`) {
			t.Errorf("again: %s", got)
		}
	}
}

func TestChanges(t *testing.T) {
	p := newPrompt()
	p.Client = fake.NewSimpleClientset(append(objects(), &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web", ResourceVersion: "1"},
		Spec: appsv1.DeploymentSpec{Template: corev1.PodTemplateSpec{Spec: corev1.PodSpec{Containers: []corev1.Container{{Name: "app", Image: "a:1"}}}}}})...)
	for _, c := range []struct{ line, says, look, want string }{
		{`kubectl -n shop patch serviceaccount default -p '{"imagePullSecrets":[{"name":"second"}]}'`, "serviceaccount/default patched",
			"kubectl -n shop get sa default -o jsonpath='{.imagePullSecrets[*].name}'", "second"},
		// The fake clientset counts no versions, so this looks like no change, of which kubectl is silent.
		{"kubectl -n shop set image deployment/web app=a:2", "",
			"kubectl -n shop get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'", "a:2"},
		{"kubectl -n shop set image deployment web app=a:3", "",
			"kubectl -n shop get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'", "a:3"},
		{"kubectl -n shop rollout restart deployment/web", "deployment.apps/web restarted",
			"kubectl -n shop get deploy web -o yaml", "restartedAt"},
		{`kubectl -n shop patch deploy web --type=json -p '[{"op":"replace","path":"/spec/template/spec/containers/0/image","value":"a:4"}]'`, "deployment.apps/web patched",
			"kubectl -n shop get deploy web -o jsonpath='{.spec.template.spec.containers[0].image}'", "a:4"},
		{"kubectl -n shop delete pod web", `pod "web" deleted from shop namespace`, "kubectl -n shop get pods", "api"},
		{"kubectl -n shop delete secret/regcred", `secret "regcred" deleted from shop namespace`, "kubectl -n shop get secrets", "No resources found"},
	} {
		got := p.Run(t.Context(), c.line)
		if got = strings.Replace(got, " (no change)", "", 1); got != c.says {
			t.Errorf("%s: %s", c.line, got)
		}
		if got := p.Run(t.Context(), c.look); !strings.Contains(got, c.want) {
			t.Errorf("after %s: %s", c.line, got)
		}
	}
}

// TestInvalid: what the API server refuses is reported in kubectl's words, a line for each field.
func TestInvalid(t *testing.T) {
	one := field.ErrorList{field.Required(field.NewPath("data"), "")}
	two := append(one, field.Invalid(field.NewPath("type"), "x", "field is immutable"))
	kind := schema.GroupKind{Kind: "Secret"}
	for want, err := range map[string]error{
		`The Secret "s" is invalid: data: Required value`:                                                         apierrors.NewInvalid(kind, "s", one),
		"The Secret \"s\" is invalid: \n* data: Required value\n* type: Invalid value: \"x\": field is immutable": apierrors.NewInvalid(kind, "s", two),
		`The Secret "s" is invalid`:                                   apierrors.NewInvalid(kind, "s", nil),
		`Error from server (Forbidden): secrets "s" is forbidden: no`: apierrors.NewForbidden(schema.GroupResource{Resource: "secrets"}, "s", errors.New("no")),
		"error: no way": errors.New("no way"),
	} {
		if got := failure(err).Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
