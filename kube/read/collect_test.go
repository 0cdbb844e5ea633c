package read

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/convert"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

func secretNames(s *diagnose.Snapshot) []string {
	return fakecluster.NamesOf(s.Secrets, func(p diagnose.Secret) diagnose.Meta { return p.Meta })
}

func TestCollectKeepsFailingPodsAndWhatBearsOnThem(t *testing.T) {
	opaque := fakecluster.PullSecret("shop", "mine")
	opaque.Type = corev1.SecretTypeOpaque
	unrelated := fakecluster.PullSecret("shop", "unrelated")
	unrelated.Type = corev1.SecretTypeOpaque
	pod := fakecluster.FailingPod("shop", "web", "mine", "gone")
	event := &corev1.Event{
		ObjectMeta:     metav1.ObjectMeta{Namespace: "shop", Name: "e"},
		InvolvedObject: corev1.ObjectReference{Kind: "Pod", Namespace: "shop", Name: "web", FieldPath: "spec.containers{web}"},
		Reason:         "Failed", Message: "text", Count: 3,
	}
	c := fakecluster.New(t, pod, fakecluster.RunningPod("shop", "fine"), fakecluster.RunningPod("other", "fine"), opaque, unrelated, event,
		fakecluster.PullSecret("other", "donor"), fakecluster.ServiceAccount("shop", "default", "late"), fakecluster.ServiceAccount("other", "default"),
		&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-1"}, Status: corev1.NodeStatus{NodeInfo: corev1.NodeSystemInfo{KubeletVersion: "v1.36.3"}}},
		&corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "node-2"}},
		&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop", Labels: map[string]string{"team": "a"}}})
	s := collect(t, c, kube.Scope{})
	if s.PodsRead != 3 {
		t.Errorf("PodsRead %d", s.PodsRead)
	}
	if d := cmp.Diff([]string{"shop/web"}, fakecluster.PodNames(s)); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"other/donor", "shop/mine"}, secretNames(s)); d != "" {
		t.Error(d)
	}
	if len(s.ServiceAccounts) != 1 || len(s.Nodes) != 1 || s.Nodes[0].KubeletVersion != "v1.36.3" || len(s.Namespaces) != 1 || len(s.Unreadable) != 0 {
		t.Errorf("accounts %v nodes %v namespaces %v unreadable %v", s.ServiceAccounts, s.Nodes, s.Namespaces, s.Unreadable)
	}
	if len(s.Events) != 1 || s.Events[0].Container != "web" || s.Events[0].Count != 3 {
		t.Errorf("events %+v", s.Events)
	}
	for _, a := range c.Actions() {
		if a.GetVerb() == "list" && a.GetResource().Resource == "secrets" && !strings.Contains(fmt.Sprintf("%+v", a), "type=") {
			t.Errorf("lists all secrets: %+v", a)
		}
	}
}

func TestCollectReadsNothingElseWithoutFailures(t *testing.T) {
	c := fakecluster.New(t, fakecluster.RunningPod("shop", "fine"), fakecluster.PullSecret("shop", "x"))
	s := collect(t, c, kube.Scope{Namespaces: []string{"shop"}})
	if s.PodsRead != 1 || len(s.Pods)+len(s.Secrets) != 0 {
		t.Errorf("%+v", s)
	}
	for _, a := range c.Actions() {
		if r := a.GetResource().Resource; r != "pods" && r != "namespaces" {
			t.Errorf("reads %s", r)
		}
	}
}

func TestCollectNotesWhatIsForbidden(t *testing.T) {
	c := fakecluster.New(t, fakecluster.FailingPod("shop", "web", "regcred"), fakecluster.PullSecret("shop", "regcred"), fakecluster.ServiceAccount("shop", "default"))
	fakecluster.Forbid(c, "list", "secrets", "")
	fakecluster.Forbid(c, "list", "secrets", "shop")
	fakecluster.Forbid(c, "list", "serviceaccounts", "shop")
	fakecluster.Forbid(c, "get", "nodes", "*")
	s := collect(t, c, kube.Scope{Namespaces: []string{"shop"}})
	if d := cmp.Diff([]string{"shop/regcred"}, secretNames(s)); d != "" {
		t.Error("the named secret can still be got:", d)
	}
	if len(s.ServiceAccounts) != 1 {
		t.Error("the named account can still be got")
	}
	want := []diagnose.Unreadable{
		{Resource: "nodes", Verb: "get", Why: "forbidden"},
		{Resource: "secrets", Verb: "list", Why: "forbidden"},
		{Resource: "secrets", Namespace: "shop", Verb: "list", Why: "forbidden"},
		{Resource: "serviceaccounts", Namespace: "shop", Verb: "list", Why: "forbidden"},
	}
	if d := cmp.Diff(want, s.Unreadable); d != "" {
		t.Error(d)
	}
	fakecluster.Forbid(c, "get", "secrets", "shop")
	s = collect(t, c, kube.Scope{})
	if !slices.Contains(s.Unreadable, diagnose.Unreadable{Resource: "secrets", Namespace: "shop", Name: "regcred", Verb: "get", Why: "forbidden"}) {
		t.Errorf("unreadable %v", s.Unreadable)
	}
}

func TestCollectErrors(t *testing.T) {
	c := fakecluster.New(t)
	_, err := Collect(context.Background(), c, kube.Scope{Namespaces: []string{"shp"}}, diagnose.Source{Context: "dev"}, nil)
	var u *kube.UsageError
	if !errors.As(err, &u) || !strings.Contains(err.Error(), `no namespace "shp" in context dev`) {
		t.Errorf("got %v", err)
	}
	fakecluster.Forbid(c, "list", "pods", "*")
	_, err = Collect(context.Background(), c, kube.Scope{}, diagnose.Source{}, nil)
	var ce *kube.ConnectError
	if !errors.As(err, &ce) || !strings.Contains(err.Error(), "-n") {
		t.Errorf("got %v", err)
	}
}

func TestCollectFollowsOwners(t *testing.T) {
	yes := true
	owned := func(m metav1.ObjectMeta, kind, name string) metav1.ObjectMeta {
		m.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: kind, Name: name, Controller: &yes}}
		return m
	}
	pod := fakecluster.FailingPod("shop", "web-abc-1")
	pod.ObjectMeta = owned(pod.ObjectMeta, "ReplicaSet", "web-abc")
	rs := &appsv1.ReplicaSet{ObjectMeta: owned(metav1.ObjectMeta{Namespace: "shop", Name: "web-abc"}, "Deployment", "web")}
	dep := &appsv1.Deployment{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web", Annotations: map[string]string{
		convert.LastApplied: `{"kind":"Deployment","spec":{"template":{"spec":{"containers":[{"name":"web","imagePullSecrets":[{"name":"regcred"}]}]}}}}`,
	}}}
	dep.Spec.Template.Spec.Containers = []corev1.Container{{Image: "ghcr.io/acme/web:1.4.2"}}
	c := fakecluster.New(t, pod, rs, dep, fakecluster.PullSecret("shop", "regcred"))
	s := collect(t, c, kube.Scope{})
	got := fakecluster.NamesOf(s.Workloads, func(w diagnose.Workload) diagnose.Meta { return diagnose.Meta{Namespace: w.Kind, Name: w.Name} })
	if d := cmp.Diff([]string{"Deployment/web", "ReplicaSet/web-abc"}, got); d != "" {
		t.Error(d)
	}
	want := []diagnose.Misplaced{{
		Object: diagnose.Object{Kind: "Deployment", Namespace: "shop", Name: "web"},
		Path:   "spec.template.spec.containers[0].imagePullSecrets", Names: []string{"regcred"},
	}}
	if d := cmp.Diff(want, s.Misplaced); d != "" {
		t.Error(d)
	}
}

func collect(t *testing.T, c *fake.Clientset, s kube.Scope) *diagnose.Snapshot {
	t.Helper()
	snap, err := Collect(context.Background(), c, s, diagnose.Source{Kind: diagnose.SourceCluster, Context: "test"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}
