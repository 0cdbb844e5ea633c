package cluster_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/engine"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/read"
	"github.com/pulldoctor/pulldoctor/ui/report"
)

// TestKnownCredentialsAreMasked lets a password that a secret holds turn up in
// what else is said: by nodes, by registries, by people in annotations.
func TestKnownCredentialsAreMasked(t *testing.T) {
	const password = "swordfish-9" // of login
	auth := base64.StdEncoding.EncodeToString([]byte("bot:" + password))
	for _, said := range []string{
		"GET https://bot:" + password + "@ghcr.io/v2/: 401", "Authorization: Basic " + auth, "password=" + password + "&service=x", `{"password":"` + password + `"}`,
	} {
		p := waitingPod("shop", "web", "there")
		p.Annotations = map[string]string{"note": said}
		p.Labels = map[string]string{"note": password}
		state := p.Status.ContainerStatuses[0].State.Waiting
		state.Message += ": " + said
		odd := waitingPod("shop", "odd", "there")
		odd.Status.ContainerStatuses[0].State.Waiting.Reason = "illegal base64 data: " + said
		typed := waitingPod("shop", "typed", "there")
		typed.Spec.Containers[0].Image = "bot:" + password + "@ghcr.io/acme/web:1"
		e := &corev1.Event{
			ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "web.1"},
			InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web"}, Reason: "Failed", Message: said,
		}
		api := apitest.New(p, odd, typed, e, account("shop", "default"), login("shop", "there", "ghcr.io"))
		s, err := read.Collect(t.Context(), api.Client(), kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range report.Formats {
			var b bytes.Buffer
			if err := format.Write(&b, engine.Run(s, diagnose.Options{}), report.Style{Width: 200}); err != nil {
				t.Fatal(err)
			}
			for _, secret := range []string{password, auth} {
				if i := strings.Index(b.String(), secret); i >= 0 {
					t.Errorf("%s: %q shows it: %q", format.Name, said, b.String()[max(0, i-60):i])
				}
			}
		}
		for _, p := range s.Pods {
			for _, c := range p.Containers {
				if strings.Contains(c.Message+c.Reason, password) || strings.Contains(c.Message+c.Reason, auth) {
					t.Errorf("%s: the message shows it", p.Name)
				}
			}
		}
		for _, e := range s.Events {
			if strings.Contains(e.Message, password) || strings.Contains(e.Message, auth) {
				t.Error("the event shows it")
			}
		}
	}
}
