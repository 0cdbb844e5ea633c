package apiserver

import (
	"strings"
	"testing"

	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestSecretContent(t *testing.T) {
	for _, test := range []struct{ key, content string }{
		{"secret not JSON", "not json"}, {"secret JSON string", `"e30="`}, {"secret empty", ""},
		{"", "{}"}, {"", "null"}, {"", `{"auths":[]}`},
	} {
		_, c := setup(t)
		s := pullSecret("regcred")
		s.StringData[corev1.DockerConfigJsonKey] = test.content
		_, err := createSecret(t.Context(), c, s)
		if test.key != "" {
			refused(t, test.key, err)
		} else if err != nil {
			t.Errorf("%q: %v", test.content, err)
		}
	}
	_, c := setup(t)
	s := pullSecret("regcred")
	s.StringData = map[string]string{"config.json": "{}"}
	_, err := createSecret(t.Context(), c, s)
	refused(t, "secret key missing", err)
	s.Type = ""
	made := must(createSecret(t.Context(), c, s))(t)
	if made.Type != corev1.SecretTypeOpaque || made.StringData != nil || string(made.Data["config.json"]) != "{}" {
		t.Errorf("stringData is not folded, or the type is %q", made.Type)
	}
}

func TestSecretsThatCannotBeChanged(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	secrets := c.CoreV1().Secrets("shop")
	opaque := pullSecret("regcred")
	opaque.Type = ""
	s := must(createSecret(ctx, c, opaque))(t)
	s.Type = corev1.SecretTypeDockerConfigJson
	_, err := secrets.Update(ctx, s, metav1.UpdateOptions{})
	refused(t, "secret type", err)

	yes, no := true, false
	s.Type = "" // left out: the old type stays
	s.Immutable = &yes
	s = must(secrets.Update(ctx, s, metav1.UpdateOptions{}))(t)
	if s.Type != corev1.SecretTypeOpaque {
		t.Errorf("type %q", s.Type)
	}
	data, flag, label := s.DeepCopy(), s.DeepCopy(), s.DeepCopy()
	data.Data["x"] = []byte("y")
	flag.Immutable = &no
	label.Labels["x"] = "y"
	_, err = secrets.Update(ctx, data, metav1.UpdateOptions{})
	refused(t, "secret immutable data", err)
	_, err = secrets.Update(ctx, flag, metav1.UpdateOptions{})
	refused(t, "secret immutable flag", err)
	if _, err := secrets.Update(ctx, label, metav1.UpdateOptions{}); err != nil {
		t.Errorf("labels of an immutable secret: %v", err)
	}
}

func TestPodsThatCannotBeChanged(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	pods := c.CoreV1().Pods("shop")
	_, err := createPod(ctx, c, pod("app", func(p *corev1.Pod) { p.Spec.Containers[0].Image = " x:1" }))
	refused(t, "pod image blank", err)
	p := must(createPod(ctx, c, pod("app", nil)))(t)
	secret, account, image := p.DeepCopy(), p.DeepCopy(), p.DeepCopy()
	secret.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "regcred"}}
	account.Spec.ServiceAccountName = "other"
	image.Spec.Containers[0].Image = "Not//An::Image"
	_, err = pods.Update(ctx, secret, metav1.UpdateOptions{})
	refused(t, "pod pull secret", err)
	_, err = pods.Update(ctx, account, metav1.UpdateOptions{})
	refused(t, "pod pull secret", err)
	got := must(pods.Update(ctx, image, metav1.UpdateOptions{}))(t)
	if got.Generation != 2 {
		t.Errorf("generation %d after a new image", got.Generation)
	}
}

func TestJobTemplateIsImmutable(t *testing.T) {
	for _, test := range []struct {
		suspended bool
		path      string
	}{{false, "spec.template: Invalid value: "}, {true, "spec.template.spec: Invalid value: "}} {
		_, c := setup(t)
		job := &batchv1.Job{ObjectMeta: metav1.ObjectMeta{Name: "j"}, Spec: batchv1.JobSpec{
			Suspend:  &test.suspended,
			Template: corev1.PodTemplateSpec{Spec: pod("", nil).Spec},
		}}
		j := must(c.BatchV1().Jobs("shop").Create(t.Context(), job, metav1.CreateOptions{}))(t)
		j.Spec.Template.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "regcred"}}
		_, err := c.BatchV1().Jobs("shop").Update(t.Context(), j, metav1.UpdateOptions{})
		if err == nil || !strings.Contains(err.Error(), test.path) || !strings.HasSuffix(err.Error(), ": field is immutable") {
			t.Errorf("suspended %v: %v", test.suspended, err)
		}
	}
}

func TestServiceAccountAdmission(t *testing.T) {
	_, c := setup(t)
	ctx := t.Context()
	accounts := c.CoreV1().ServiceAccounts("shop")
	a := must(accounts.Get(ctx, "default", metav1.GetOptions{}))(t)
	a.ImagePullSecrets = []corev1.LocalObjectReference{{Name: "theirs"}}
	must(accounts.Update(ctx, a, metav1.UpdateOptions{}))(t)

	plain := must(createPod(ctx, c, pod("plain", nil)))(t)
	if plain.Spec.ServiceAccountName != "default" || len(plain.Spec.ImagePullSecrets) != 1 || plain.Spec.ImagePullSecrets[0].Name != "theirs" {
		t.Errorf("account %q, secrets %v", plain.Spec.ServiceAccountName, plain.Spec.ImagePullSecrets)
	}
	if len(plain.Spec.Volumes) != 1 || len(plain.Spec.Containers[0].VolumeMounts) != 1 {
		t.Error("no token is mounted")
	}
	own := must(createPod(ctx, c, pod("own", func(p *corev1.Pod) {
		p.Spec.ImagePullSecrets = []corev1.LocalObjectReference{{Name: ""}}
	})))(t)
	if len(own.Spec.ImagePullSecrets) != 1 || own.Spec.ImagePullSecrets[0].Name != "" {
		t.Errorf("an own entry, even an empty one, must keep the account's out: %v", own.Spec.ImagePullSecrets)
	}
	_, err := createPod(ctx, c, pod("app", func(p *corev1.Pod) { p.Spec.ServiceAccountName = "gone" }))
	refused(t, "pod no account", err)
}

func TestPodDefaults(t *testing.T) {
	_, c := setup(t)
	p := must(createPod(t.Context(), c, pod("app", func(p *corev1.Pod) {
		p.Spec.InitContainers = []corev1.Container{{Name: "first", Image: "reg.example.com/app"}}
	})))(t)
	if got := p.Spec.InitContainers[0].ImagePullPolicy; got != corev1.PullAlways {
		t.Errorf("no tag: %s", got)
	}
	if got := p.Spec.Containers[0].ImagePullPolicy; got != corev1.PullIfNotPresent {
		t.Errorf("a tag: %s", got)
	}
	if p.Status.Phase != corev1.PodPending || p.Generation != 1 || p.Spec.RestartPolicy != corev1.RestartPolicyAlways {
		t.Errorf("phase %s, generation %d, restarts %s", p.Status.Phase, p.Generation, p.Spec.RestartPolicy)
	}
}
