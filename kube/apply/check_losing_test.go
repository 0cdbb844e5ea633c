package apply

import (
	"context"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/runtime"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// Pods that run are asked for when a registry key leaves a secret.
func TestPodsThatLoseCredentials(t *testing.T) {
	const old, new = "nexus.example.com:5000", "nexus.example.com:8083"
	user := func(name, image string, secrets ...string) *corev1.Pod {
		p := fakecluster.RunningPod("shop", name)
		p.Spec.Containers[0].Image, p.Spec.ImagePullSecrets = image, references(secrets)
		return p
	}
	done := user("done", old+"/a:1", "r")
	done.Status.Phase = corev1.PodFailed
	inits := user("inits", "ghcr.io/acme/a:1", "r")
	inits.Spec.InitContainers = []corev1.Container{{Name: "i", Image: old + "/i:1"}}
	file := func(keys ...string) map[string][]byte {
		var logins []string
		for _, k := range keys {
			logins = append(logins, `"`+k+`":{"auth":"dTpw"}`)
		}
		return map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{` + strings.Join(logins, ",") + `}}`)}
	}
	const none = "no present pod needs what is removed from Secret shop/r"
	for name, tc := range map[string]struct {
		pods  []runtime.Object
		after map[string][]byte
		want  string
		note  bool
	}{
		"none":           {nil, file(new), none, false},
		"one":            {[]runtime.Object{user("b", old+"/b:1", "x", "r")}, file(new), "1 pod needs the credentials removed from Secret shop/r at its next pull: b", true},
		"in an init":     {[]runtime.Object{inits}, file(new), "at its next pull: inits", true},
		"other secret":   {[]runtime.Object{user("b", old+"/b:1", "s")}, file(new), none, false},
		"other registry": {[]runtime.Object{user("b", new+"/b:1", "r")}, file(new), none, false},
		"done":           {[]runtime.Object{done}, file(new), none, false},
		"no image":       {[]runtime.Object{user("b", "UPPER//", "r")}, file(new), none, false},
		"many": {[]runtime.Object{user("d", old+"/b:1", "r"), user("c", old+"/b:1", "r"), user("b", old+"/c:1", "r"), user("a", old+"/b:1", "r")}, file(new),
			"4 pods need the credentials removed from Secret shop/r at their next pull: a, b, c and 1 more", true},
		"both keys":           {[]runtime.Object{user("b", old+"/b:1", "r")}, file(old, new), "", false},
		"another one matches": {[]runtime.Object{user("b", old+"/b:1", "r")}, file("*.example.com:5000"), none, false},
	} {
		t.Run(name, func(t *testing.T) {
			secret := fakecluster.PullSecret("shop", "r")
			secret.Data = file(old)
			b := New(fakecluster.New(t, append(tc.pods, secret)...))
			step := diagnose.Step{
				Object: object("Secret", "r"), APIVersion: "v1",
				Write: step.UpdateSecret{Type: string(secret.Type), Before: file(old), Data: tc.after},
			}
			var got diagnose.Precheck
			for _, p := range b.Check(context.Background(), diagnose.Fix{Steps: []diagnose.Step{step}}) {
				if !p.OK {
					t.Errorf("%s: %s", p.Text, p.Why)
				}
				if strings.Contains(p.Text, " removed from ") {
					got = p
				}
			}
			if (got.Text == "") != (tc.want == "") || !strings.Contains(got.Text, tc.want) || got.Note != tc.note {
				t.Errorf("got %+v, want %q", got, tc.want)
			}
		})
	}
}

// Where pods may not be listed, that is said, and the fix is not refused.
func TestPodsThatLoseCredentialsAreNotKnown(t *testing.T) {
	secret := fakecluster.PullSecret("shop", "r")
	secret.Data = map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{"a.example":{"auth":"dTpw"}}}`)}
	c := fakecluster.New(t, secret)
	fakecluster.Forbid(c, "list", "pods", "*")
	step := diagnose.Step{
		Object: object("Secret", "r"),
		Write:  step.UpdateSecret{Type: string(secret.Type), Before: secret.Data, Data: map[string][]byte{corev1.DockerConfigJsonKey: []byte(`{"auths":{"b.example":{"auth":"dTpw"}}}`)}},
	}
	var said []string
	for _, p := range New(c).Check(context.Background(), diagnose.Fix{Steps: []diagnose.Step{step}}) {
		if !p.OK {
			t.Errorf("%s: %s", p.Text, p.Why)
		}
		said = append(said, p.Text)
	}
	if text := strings.Join(said, "\n"); !strings.Contains(text, "pods in shop cannot be listed, so it is not known whether some still need what is removed from Secret shop/r") {
		t.Error(text)
	}
}
