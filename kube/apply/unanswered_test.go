package apply

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/synctest"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// loseAnswer makes the first such write end without an answer; reaches says
// whether the server carries it out. Reads fail as well while away says so.
func loseAnswer(c *fake.Clientset, verb, resource string, reaches bool, away *bool) {
	lost := false
	c.PrependReactor("*", "*", func(a k8stesting.Action) (bool, runtime.Object, error) {
		if lost && *away {
			return true, nil, io.ErrUnexpectedEOF
		}
		if lost || !a.Matches(verb, resource) {
			return false, nil, nil
		}
		lost = true
		for _, r := range c.ReactionChain[1:] {
			if reaches && r.Handles(a) {
				if handled, _, err := r.React(a.DeepCopy()); handled && err == nil {
					break
				}
			}
		}
		return true, nil, io.ErrUnexpectedEOF
	})
}

// The outcome of a write whose response was lost is looked up: a write that
// happened can be undone, one that did not is reported as not applied.
func TestAnswersThatAreLost(t *testing.T) {
	secret, other := fakecluster.PullSecret("shop", "old"), fakecluster.PullSecret("shop", "gone")
	a := fakecluster.ServiceAccount("shop", "default")
	d := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web"}}
	pod := fakecluster.FailingPod("shop", "web-1")
	pod.OwnerReferences = []metav1.OwnerReference{{Kind: "ReplicaSet", Name: "web", Controller: new(true)}}
	data := map[string][]byte{corev1.DockerConfigJsonKey: []byte("{}")}
	for name, tc := range map[string]struct {
		verb, resource string
		step           diagnose.Step
		undo           diagnose.Action
	}{
		"create":   {"create", "secrets", diagnose.Step{Object: object("Secret", "new"), Write: step.CreateSecret{Type: string(corev1.SecretTypeDockerConfigJson), Data: data}}, diagnose.DeleteSecret},
		"update":   {"update", "secrets", diagnose.Step{Object: object("Secret", "old"), Write: step.UpdateSecret{Data: data}}, diagnose.UpdateSecret},
		"delete":   {"delete", "secrets", diagnose.Step{Object: object("Secret", "gone"), Write: step.DeleteSecret{}}, diagnose.CreateSecret},
		"account":  {"update", "serviceaccounts", diagnose.Step{Object: object("ServiceAccount", "default"), Write: step.SetAccountPullSecrets{PullSecrets: []string{"r"}}}, diagnose.SetAccountPullSecrets},
		"template": {"patch", "deployments", diagnose.Step{Object: object("Deployment", "web"), APIVersion: "apps/v1", Write: step.SetTemplatePullSecrets{PullSecrets: []string{"r"}}}, diagnose.SetTemplatePullSecrets},
		"pod":      {"delete", "pods", diagnose.Step{Object: object("Pod", "web-1"), Write: step.DeletePod{}}, ""},
	} {
		for fate, reaches := range map[string]bool{"carried out": true, "lost on the way": false} {
			t.Run(name+", "+fate, func(t *testing.T) {
				c := fakecluster.New(t, secret.DeepCopy(), other.DeepCopy(), a.DeepCopy(), d.DeepCopy(), pod.DeepCopy())
				loseAnswer(c, tc.verb, tc.resource, reaches, new(false))
				undo, err := New(c).Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{tc.step}}, nil)
				switch {
				case !reaches && (err == nil || undo != nil || strings.Contains(err.Error(), "not known")):
					t.Errorf("got %v, undo %v", err, undo)
				case reaches && err != nil:
					t.Error(err)
				case reaches && tc.undo == "" && undo != nil, reaches && tc.undo != "" && (undo == nil || undo.Steps[0].Action() != tc.undo):
					t.Errorf("undo %+v", undo)
				}
				if reaches && undo != nil {
					if _, err := New(c).Apply(ctx, *undo, nil); err != nil {
						t.Errorf("it cannot be taken back: %v", err)
					}
				}
			})
		}
	}
}

// A server that stays away leaves it open, and that is said.
func TestUnknownOutcomeOfAWrite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := fakecluster.New(t)
		loseAnswer(c, "create", "secrets", true, new(true))
		step := diagnose.Step{Object: object("Secret", "new"), Write: step.CreateSecret{}}
		_, err := New(c).Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{step}}, nil)
		if err == nil || !strings.Contains(err.Error(), "not known whether Secret shop/new was written") || !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Errorf("got %v", err)
		}
		if half, ok := err.(*StepError); !ok || !half.Halfway() {
			t.Error("it is called undone")
		}
	})
}

// A secret that was there already, though the same, is not ours to delete.
func TestTheSameSecretOfSomebodyElse(t *testing.T) {
	c := fakecluster.New(t, fakecluster.PullSecret("shop", "r"))
	loseAnswer(c, "create", "secrets", false, new(false))
	now := getSecret(t, c, "r")
	step := diagnose.Step{Object: object("Secret", "r"), Write: step.CreateSecret{Type: string(now.Type), Data: now.Data, SkipTaken: true}}
	if undo, err := New(c).Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{step}}, nil); err == nil || undo != nil {
		t.Errorf("got %v, undo %v", err, undo)
	}
}

// A bare pod whose creation got no response is not reported as lost.
func TestARecreatedPodWhoseAnswerIsLost(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		pod := fakecluster.FailingPod("shop", "web")
		c := fakecluster.New(t, pod)
		created := 0
		c.PrependReactor("create", "pods", func(a k8stesting.Action) (bool, runtime.Object, error) {
			if created++; created == 2 { // the first is a dry run
				for _, r := range c.ReactionChain[1:] {
					if r.Handles(a) {
						_, _, _ = r.React(a.DeepCopy())
						break
					}
				}
				return true, nil, io.ErrUnexpectedEOF
			}
			return false, nil, nil
		})
		step := diagnose.Step{Object: object("Pod", "web"), UID: string(pod.UID), Write: step.RecreatePod{PullSecrets: []string{"r"}}}
		undo, err := New(c).Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{step}}, nil)
		if err != nil || undo == nil {
			t.Errorf("got %v, undo %v", err, undo)
		}
	})
}
