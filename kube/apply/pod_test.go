package apply

import (
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/step"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

func TestFreshPodIsWhatItsAuthorWrote(t *testing.T) {
	raw, err := os.ReadFile("../convert/testdata/pods/image-volume.json")
	if err != nil {
		t.Fatal(err)
	}
	var old corev1.Pod
	if err := json.Unmarshal(raw, &old); err != nil {
		t.Fatal(err)
	}
	old.Annotations["cni.projectcalico.org/podIP"] = "10.0.0.1"
	mine := int64(60)
	old.Spec.Tolerations = append(old.Spec.Tolerations, corev1.Toleration{Key: "gpu"},
		corev1.Toleration{Key: corev1.TaintNodeNotReady, Operator: corev1.TolerationOpExists, Effect: corev1.TaintEffectNoExecute, TolerationSeconds: &mine})
	got := freshPod(&old, []string{"regcred"})
	if got.UID != "" || got.ResourceVersion != "" || got.Spec.NodeName != "" || got.Status.Phase != "" || got.Spec.Priority != nil {
		t.Errorf("server's fields are left: %+v", got)
	}
	if len(got.Spec.Volumes) != 1 || len(got.Spec.Containers[0].VolumeMounts) != 1 || got.Spec.Volumes[0].Name != "data" {
		t.Errorf("volumes %+v", got.Spec.Volumes)
	}
	if len(got.Spec.Tolerations) != 2 {
		t.Errorf("tolerations %+v", got.Spec.Tolerations)
	}
	if _, ok := got.Annotations["cni.projectcalico.org/podIP"]; ok || got.Annotations[convert.LastApplied] == "" {
		t.Errorf("annotations %v", got.Annotations)
	}
	if d := cmp.Diff([]corev1.LocalObjectReference{{Name: "regcred"}}, got.Spec.ImagePullSecrets); d != "" {
		t.Error(d)
	}
	if old.Spec.NodeName == "" || len(old.Spec.Volumes) != 2 {
		t.Error("the old pod was changed")
	}
	old.Annotations[convert.LastApplied] = `{"spec":{"nodeName":"` + old.Spec.NodeName + `"}}`
	if got := freshPod(&old, nil); got.Spec.NodeName != old.Spec.NodeName || got.Spec.ImagePullSecrets != nil {
		t.Errorf("node %q, secrets %v", got.Spec.NodeName, got.Spec.ImagePullSecrets)
	}
}

func TestRecreatePod(t *testing.T) {
	pod := fakecluster.FailingPod("shop", "web", "old")
	c := fakecluster.New(t, pod)
	write := diagnose.Step{
		Object: object("Pod", "web"), UID: string(pod.UID),
		Write: step.RecreatePod{PullSecrets: []string{"new"}, PullSecretsBefore: []string{"old"}},
	}
	undo := apply(t, c, write)
	got, err := c.CoreV1().Pods("shop").Get(ctx, "web", metav1.GetOptions{})
	if err != nil || got.UID == pod.UID || got.Spec.ImagePullSecrets[0].Name != "new" || got.Status.Phase != "" {
		t.Fatalf("%+v, %v", got, err)
	}
	list, _ := c.CoreV1().Pods("shop").List(ctx, metav1.ListOptions{})
	if len(list.Items) != 1 {
		t.Error("the trial pod is left behind")
	}
	if !cmp.Equal(step.List(undo.Steps[0]), []string{"old"}) || undo.Steps[0].UID != string(got.UID) {
		t.Errorf("undo %+v", undo.Steps[0])
	}
	if w := strings.Join(undo.Warnings, " "); !strings.Contains(w, "Pod shop/web is deleted") || strings.Contains(undo.After, "keep running") {
		t.Errorf("the undo says %q, %q", w, undo.After)
	}
	refused(t, c, "a different pod now", write)
}

func TestRecreateCanBeTriedAgain(t *testing.T) {
	pod := fakecluster.FailingPod("shop", "web")
	c := fakecluster.New(t, pod)
	refuse := true
	c.PrependReactor("create", "pods", func(a k8stesting.Action) (bool, runtime.Object, error) {
		if dry := a.(k8stesting.CreateActionImpl).CreateOptions.DryRun; refuse && len(dry) == 0 {
			return true, nil, apierrors.NewBadRequest("a webhook has a bad day")
		}
		return false, nil, nil
	})
	write := diagnose.Step{Object: object("Pod", "web"), UID: string(pod.UID), Write: step.RecreatePod{}}
	b := New(c)
	_, err := b.Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{write, write}}, nil)
	if half, ok := err.(*StepError); !ok || !half.Halfway() { // the old pod is gone
		t.Fatalf("got %v", err)
	}
	refuse = false
	if _, err := b.Apply(ctx, diagnose.Fix{Steps: []diagnose.Step{write}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := c.CoreV1().Pods("shop").Get(ctx, "web", metav1.GetOptions{}); err != nil {
		t.Error(err)
	}
}

func TestPodsThatAreNotDeleted(t *testing.T) {
	yes := true
	bare, owned, static := fakecluster.FailingPod("shop", "bare"), fakecluster.FailingPod("shop", "owned"), fakecluster.FailingPod("shop", "static")
	owned.OwnerReferences = []metav1.OwnerReference{{Kind: "ReplicaSet", Name: "web", Controller: &yes}}
	static.Annotations = map[string]string{mirrorAnnotation: "x"}
	c := fakecluster.New(t, bare, owned, static)
	write := func(w diagnose.Write, name, uid string) diagnose.Step {
		return diagnose.Step{Object: object("Pod", name), UID: uid, Write: w}
	}
	refused(t, c, "no controller", write(step.DeletePod{}, "bare", ""))
	refused(t, c, "belongs to ReplicaSet web", write(step.RecreatePod{}, "owned", ""))
	refused(t, c, "static pod", write(step.RecreatePod{}, "static", ""))
	refused(t, c, "a different pod now", write(step.DeletePod{}, "owned", "other"))
	refused(t, c, "no longer exists", write(step.DeletePod{}, "gone", ""))
	if undo := apply(t, c, write(step.DeletePod{}, "owned", string(owned.UID))); undo != nil {
		t.Errorf("undo %+v", undo)
	}
	list, _ := c.CoreV1().Pods("shop").List(ctx, metav1.ListOptions{})
	if len(list.Items) != 2 {
		t.Errorf("%d pods", len(list.Items))
	}
}

func TestUndoMakesPodsAgainLast(t *testing.T) {
	u := undoOf(diagnose.Fix{ID: "f"}, []diagnose.Step{
		{Write: step.DeleteSecret{}}, {Write: step.SetAccountPullSecrets{}}, {Write: step.RecreatePod{}},
	})
	var got []diagnose.Action
	for _, s := range u.Steps {
		got = append(got, s.Action())
	}
	if d := cmp.Diff([]diagnose.Action{diagnose.SetAccountPullSecrets, diagnose.DeleteSecret, diagnose.RecreatePod}, got); d != "" {
		t.Error(d)
	}
	if !errors.Is(changed(diagnose.Step{}), ErrChanged) {
		t.Error("a changed object is not recognized")
	}
}
