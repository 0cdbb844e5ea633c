package apply

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

var ctx = context.Background()

func object(kind, name string) diagnose.Object {
	return diagnose.Object{Kind: kind, Namespace: "shop", Name: name}
}

func getSecret(t *testing.T, c *fake.Clientset, name string) *corev1.Secret {
	t.Helper()
	s, err := c.CoreV1().Secrets("shop").Get(ctx, name, metav1.GetOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// apply applies a fix that must succeed and returns its undo.
func apply(t *testing.T, c *fake.Clientset, steps ...diagnose.Step) *diagnose.Fix {
	t.Helper()
	b := New(c)
	var done int
	undo, err := b.Apply(ctx, diagnose.Fix{ID: "x", Title: "Apply it", Steps: steps}, func(d diagnose.StepDone) {
		if d.Index != done || d.Text == "" || d.Err != nil {
			t.Errorf("report %+v", d)
		}
		done++
	})
	if err != nil {
		t.Fatal(err)
	}
	if done != len(steps) {
		t.Errorf("%d steps reported", done)
	}
	return undo
}

func refused(t *testing.T, c *fake.Clientset, want string, steps ...diagnose.Step) {
	t.Helper()
	_, err := New(c).Apply(ctx, diagnose.Fix{Steps: steps}, nil)
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Fatalf("got %v, want %q", err, want)
	}
}

func TestUpdateSecretChangesTheNamedKeysAndUndoRestoresThem(t *testing.T) {
	c := fakecluster.New(t, fakecluster.PullSecret("shop", "regcred"))
	old := getSecret(t, c, "regcred")
	write := diagnose.Step{
		Object: object("Secret", "regcred"), APIVersion: "v1", UID: string(old.UID), ResourceVersion: old.ResourceVersion,
		Write: step.UpdateSecret{Data: map[string][]byte{corev1.DockerConfigJsonKey: []byte("new"), "added": []byte("a")}, Remove: []string{"other"}},
	}
	undo := apply(t, c, write)
	got := getSecret(t, c, "regcred")
	want := map[string][]byte{corev1.DockerConfigJsonKey: []byte("new"), "added": []byte("a")}
	if d := cmp.Diff(want, got.Data); d != "" {
		t.Error(d)
	}
	if !undo.Undoes || undo.Title != "Undo: Apply it" {
		t.Errorf("undo %+v", undo.Title)
	}
	redo := apply(t, c, undo.Steps...)
	if d := cmp.Diff(old.Data, getSecret(t, c, "regcred").Data); d != "" {
		t.Error(d)
	}
	apply(t, c, redo.Steps...)
	if d := cmp.Diff(want, getSecret(t, c, "regcred").Data); d != "" {
		t.Error(d)
	}
	refused(t, c, "changed since it was read; nothing was overwritten", undo.Steps...)
	refused(t, c, "changed since it was read", write)
}

func TestCreateSecret(t *testing.T) {
	c := fakecluster.New(t)
	write := diagnose.Step{
		Object: object("Secret", "regcred"),
		Write:  step.CreateSecret{Type: "kubernetes.io/dockerconfigjson", Data: map[string][]byte{".dockerconfigjson": []byte("{}")}, Labels: map[string]string{"a": "b"}},
	}
	undo := apply(t, c, write)
	got := getSecret(t, c, "regcred")
	if string(got.Type) != step.SecretType(write) || got.Labels["a"] != "b" {
		t.Errorf("%+v", got)
	}
	refused(t, c, "already exists; nothing was overwritten", write)

	got.Data["x"] = []byte("by someone else")
	if _, err := c.CoreV1().Secrets("shop").Update(ctx, got, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	refused(t, c, "changed since it was read", undo.Steps...)

	delete(got.Data, "x")
	if err := c.CoreV1().Secrets("shop").Delete(ctx, "regcred", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	undo = apply(t, c, write)
	apply(t, c, undo.Steps...)
	if _, err := c.CoreV1().Secrets("shop").Get(ctx, "regcred", metav1.GetOptions{}); err == nil {
		t.Error("the secret is still there")
	}
}

func TestAccountList(t *testing.T) {
	a := fakecluster.ServiceAccount("shop", "default", "one")
	a.Secrets = []corev1.ObjectReference{{Name: "token"}}
	c := fakecluster.New(t, a)
	write := diagnose.Step{
		Object: object("ServiceAccount", "default"), UID: string(a.UID), ResourceVersion: a.ResourceVersion,
		Write: step.SetAccountPullSecrets{PullSecrets: []string{"one", "two"}, PullSecretsBefore: []string{"one"}},
	}
	undo := apply(t, c, write)
	got, _ := c.CoreV1().ServiceAccounts("shop").Get(ctx, "default", metav1.GetOptions{})
	if d := cmp.Diff([]corev1.LocalObjectReference{{Name: "one"}, {Name: "two"}}, got.ImagePullSecrets); d != "" || len(got.Secrets) != 1 {
		t.Error(d, got.Secrets)
	}
	apply(t, c, undo.Steps...)
	got, _ = c.CoreV1().ServiceAccounts("shop").Get(ctx, "default", metav1.GetOptions{})
	if d := cmp.Diff([]corev1.LocalObjectReference{{Name: "one"}}, got.ImagePullSecrets); d != "" {
		t.Error(d)
	}
	refused(t, c, "changed since it was read", write)
}

func TestTemplateListToleratesStatusWrites(t *testing.T) {
	d := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"}}
	c := fakecluster.New(t, d)
	write := diagnose.Step{
		Object: object("Deployment", "web"), APIVersion: "apps/v1", UID: string(d.UID), ResourceVersion: d.ResourceVersion,
		Write: step.SetTemplatePullSecrets{PullSecrets: []string{"regcred"}},
	}
	d.Status.Replicas = 1 // as its controller does, all the time
	if _, err := c.AppsV1().Deployments("shop").Update(ctx, d, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	undo := apply(t, c, write)
	got, _ := c.AppsV1().Deployments("shop").Get(ctx, "web", metav1.GetOptions{})
	if got.Spec.Template.Spec.ImagePullSecrets[0].Name != "regcred" || got.Status.Replicas != 1 {
		t.Errorf("%+v", got)
	}
	refused(t, c, "changed since it was read", write)
	apply(t, c, undo.Steps...)
	got, _ = c.AppsV1().Deployments("shop").Get(ctx, "web", metav1.GetOptions{})
	if len(got.Spec.Template.Spec.ImagePullSecrets) != 0 {
		t.Errorf("%+v", got.Spec.Template.Spec)
	}
	refused(t, c, "cannot be changed", diagnose.Step{Object: object("Job", "x"), APIVersion: "batch/v1", Write: step.SetTemplatePullSecrets{}})
}

// Of a workload only the list is written, with the version that was read: in a
// whole one, fields that a newer API server has would be lost.
func TestTemplateListGoesAlone(t *testing.T) {
	for _, test := range []struct {
		kind, apiVersion string
		object           runtime.Object
		list             []string
		want             string
	}{
		{"Deployment", "apps/v1", &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"}}, []string{"a", "b"},
			`{"metadata":{"resourceVersion":"1","uid":"uid-1"},"spec":{"template":{"spec":{"imagePullSecrets":[{"name":"a"},{"name":"b"}]}}}}`},
		{"CronJob", "batch/v1", &batchv1.CronJob{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"}}, nil,
			`{"metadata":{"resourceVersion":"1","uid":"uid-1"},"spec":{"jobTemplate":{"spec":{"template":{"spec":{"imagePullSecrets":null}}}}}}`},
	} {
		c := fakecluster.New(t, test.object)
		apply(t, c, diagnose.Step{Object: object(test.kind, "web"), APIVersion: test.apiVersion, Write: step.SetTemplatePullSecrets{PullSecrets: test.list}})
		var sent []string
		for _, a := range c.Actions() {
			switch a := a.(type) {
			case k8stesting.PatchAction:
				sent = append(sent, string(a.GetPatch()))
			case k8stesting.UpdateAction:
				t.Errorf("the whole %s was written", test.kind)
			}
		}
		if d := cmp.Diff([]string{test.want}, sent); d != "" {
			t.Error(d)
		}
	}
}

func TestApplyStopsAndStillOffersToTakeBack(t *testing.T) {
	c := fakecluster.New(t, fakecluster.PullSecret("shop", "taken"))
	create := func(name string) diagnose.Step {
		return diagnose.Step{Object: object("Secret", name), Write: step.CreateSecret{Data: map[string][]byte{"a": nil}}}
	}
	b := New(c)
	undo, err := b.Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{create("one"), create("taken"), create("never")}}, nil)
	var se *StepError
	if !errors.As(err, &se) || undo == nil || len(undo.Steps) != 1 || undo.Steps[0].Object.Name != "one" {
		t.Fatalf("err %v, undo %+v", err, undo)
	}
	if _, err := c.CoreV1().Secrets("shop").Get(ctx, "never", metav1.GetOptions{}); err == nil {
		t.Error("it went on")
	}
}

func TestApplyRefusesWhatIsNotReady(t *testing.T) {
	b := New(fakecluster.New(t))
	for _, f := range []diagnose.Fix{
		{Blocked: "it is managed elsewhere"},
		{Form: &diagnose.CredentialsForm{Registry: "ghcr.io"}},
		{Steps: []diagnose.Step{{}}},
	} {
		if undo, err := b.Apply(ctx, f, nil); err == nil || undo != nil {
			t.Errorf("%+v: %v, %v", f, undo, err)
		}
	}
}

func TestErrorsQuoteNoSecret(t *testing.T) {
	s := diagnose.Step{Object: object("Secret", "x"), Write: step.CreateSecret{Data: map[string][]byte{"k": []byte("hunter2hunter2")}}}
	err := ErrorOf(s, errors.New("webhook said: hunter2hunter2 is weak"))
	if strings.Contains(err.Error(), "hunter2") {
		t.Error(err)
	}
}
