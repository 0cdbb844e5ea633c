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

// The pods that a fix is not about are asked for when it is checked: a
// snapshot holds failing pods only.
func TestOtherPodsOfAServiceAccount(t *testing.T) {
	running := func(name, account string, secrets ...string) *corev1.Pod {
		p := fakecluster.RunningPod("shop", name)
		p.Spec.ServiceAccountName = account
		p.Spec.ImagePullSecrets = references(secrets)
		return p
	}
	done := running("done", "default")
	done.Status.Phase = corev1.PodSucceeded
	step := diagnose.Step{
		Object: diagnose.Object{Kind: "ServiceAccount", Namespace: "shop", Name: "default"}, APIVersion: "v1",
		Write: step.SetAccountPullSecrets{PullSecretsBefore: []string{"old"}, PullSecrets: []string{"old", "new"}},
	}
	for name, tc := range map[string]struct {
		pods []runtime.Object
		want string
	}{
		"none":               {nil, "no other pod uses the pull secrets of ServiceAccount shop/default"},
		"one":                {[]runtime.Object{running("b", "default")}, "1 other pod runs as ServiceAccount shop/default and will use the new list once recreated: b"},
		"copied and unnamed": {[]runtime.Object{running("b", "", "old"), running("a", "default")}, "2 other pods run as ServiceAccount shop/default and will use the new list once recreated: a, b"},
		"names its own":      {[]runtime.Object{running("b", "default", "other")}, "no other pod"},
		"another account":    {[]runtime.Object{running("b", "builder")}, "no other pod"},
		"done":               {[]runtime.Object{done}, "no other pod"},
		"many": {[]runtime.Object{running("a", "default"), running("b", "default"), running("c", "default"), running("d", "default")},
			"4 other pods run as ServiceAccount shop/default and will use the new list once recreated: a, b, c and 1 more"},
	} {
		t.Run(name, func(t *testing.T) {
			c := fakecluster.New(t, append(tc.pods, fakecluster.FailingPod("shop", "web"), fakecluster.ServiceAccount("shop", "default", "old"))...)
			b := New(c)
			fix := diagnose.Fix{Steps: []diagnose.Step{step}, Recovers: []diagnose.Object{{Kind: "Pod", Namespace: "shop", Name: "web"}}}
			var said []string
			for _, p := range b.Check(context.Background(), fix) {
				if !p.OK {
					t.Errorf("%s: %s", p.Text, p.Why)
				}
				said = append(said, p.Text)
			}
			if text := strings.Join(said, "\n"); !strings.Contains(text, tc.want) {
				t.Errorf("want %q in:\n%s", tc.want, text)
			}
		})
	}
}

// Where pods may not be listed nothing is said, and the fix is not refused.
func TestOtherPodsAreNotKnown(t *testing.T) {
	c := fakecluster.New(t, fakecluster.ServiceAccount("shop", "default"))
	fakecluster.Forbid(c, "list", "pods", "*")
	step := diagnose.Step{Object: diagnose.Object{Kind: "ServiceAccount", Namespace: "shop", Name: "default"}, Write: step.SetAccountPullSecrets{PullSecrets: []string{"x"}}}
	for _, p := range New(c).Check(context.Background(), diagnose.Fix{Steps: []diagnose.Step{step}}) {
		if !p.OK || strings.Contains(p.Text, "other pod") {
			t.Errorf("%+v", p)
		}
	}
}
