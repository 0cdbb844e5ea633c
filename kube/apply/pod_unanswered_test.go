package apply

import (
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// TestRecreateAfterAnUnansweredDeletion: a server that restarts deletes the pod and then says 503. The pod
// must not stay lost. Simulated worlds found this (seed 1134).
func TestRecreateAfterAnUnansweredDeletion(t *testing.T) {
	pod := fakecluster.FailingPod("shop", "web")
	c := fakecluster.New(t, pod)
	c.PrependReactor("delete", "pods", func(a k8stesting.Action) (bool, runtime.Object, error) {
		d := a.(k8stesting.DeleteActionImpl)
		if len(d.DeleteOptions.DryRun) > 0 || d.Name != "web" {
			return false, nil, nil
		}
		if err := c.Tracker().Delete(d.Resource, d.Namespace, d.Name); err != nil {
			t.Error(err)
		}
		return true, nil, apierrors.NewServiceUnavailable("the server is restarting")
	})
	write := diagnose.Step{Object: object("Pod", "web"), UID: string(pod.UID), Write: step.RecreatePod{PullSecrets: []string{"new"}}}
	if _, err := New(c).Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{write}}, nil); err != nil {
		t.Fatal(err)
	}
	got, err := c.CoreV1().Pods("shop").Get(ctx, "web", metav1.GetOptions{})
	if err != nil || got.UID == pod.UID || len(got.Spec.ImagePullSecrets) != 1 {
		t.Errorf("%+v, %v", got, err)
	}
}
