package controller

import (
	"regexp"
	"slices"
	"testing"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func image(name string) func(*appsv1.Deployment) {
	return func(d *appsv1.Deployment) { d.Spec.Template.Spec.Containers[0].Image = name }
}

func TestDeploymentMakesPods(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.Deployments, "shop", deployment(2, "i:1"))
	b.sync()
	names := b.names()
	if len(names) != 2 || !regexp.MustCompile(`^web-[0-9b-z]+-[0-9b-z]{5}$`).MatchString(names[0]) {
		t.Fatalf("pods %v", names)
	}
	p := b.pods()[0]
	ref := metav1.GetControllerOf(p)
	if ref == nil || ref.Kind != "ReplicaSet" || ref.APIVersion != "apps/v1" || p.Name[:len(ref.Name)+1] != ref.Name+"-" {
		t.Errorf("owner %+v of %s", ref, p.Name)
	}
	if p.Labels[appsv1.DefaultDeploymentUniqueLabelKey] == "" || p.GenerateName != ref.Name+"-" {
		t.Errorf("labels %v, generateName %q", p.Labels, p.GenerateName)
	}
	again := newBench(t)
	again.create(apiserver.Deployments, "shop", deployment(2, "i:1"))
	again.sync()
	if !slices.Equal(names, again.names()) {
		t.Errorf("another start makes %v instead of %v", again.names(), names)
	}
	b.delete(apiserver.Pods, names[0])
	if got := b.names(); len(got) != 2 || slices.Contains(got, names[0]) {
		t.Errorf("after deleting %s: %v", names[0], got)
	}
}

func TestDeploymentRollsOut(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.Deployments, "shop", deployment(1, "i:1"))
	b.sync()
	change(b, apiserver.Deployments, "web", image("i:2"))
	if len(b.with("i:1")) != 1 || len(b.with("i:2")) != 1 {
		t.Fatalf("the old pod must stay until the new one is ready: %v", b.names())
	}
	b.ready(b.with("i:2")...)
	if len(b.with("i:1")) != 0 || len(b.with("i:2")) != 1 {
		t.Errorf("rolled out: %v", b.names())
	}
	d, _ := apiserver.Find[*appsv1.Deployment](b.s, apiserver.Deployments, "shop", "web")
	if d.Status.AvailableReplicas != 1 || d.Status.UpdatedReplicas != 1 || d.Status.ObservedGeneration != 2 {
		t.Errorf("status %+v", d.Status)
	}
	change(b, apiserver.Deployments, "web", image("i:1"))
	if sets := apiserver.All[*appsv1.ReplicaSet](b.s, apiserver.ReplicaSets, "shop"); len(sets) != 2 {
		t.Errorf("going back makes a third ReplicaSet: %d", len(sets))
	}
}

func TestStuckPodsMakeRoom(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.Deployments, "shop", deployment(4, "i:1"))
	b.sync()
	b.ready(b.names()[:3]...)
	change(b, apiserver.Deployments, "web", image("i:2"))
	running := 0
	for _, p := range b.pods() {
		if ready(p) {
			running++
		}
	}
	if running != 3 {
		t.Errorf("%d pods still run, want the 3 that ran before (one may be missing of 4)", running)
	}
	if len(b.with("i:2")) != 2 {
		t.Errorf("%d new pods, want one for the surge and one for the stuck pod", len(b.with("i:2")))
	}
	b.ready(b.with("i:2")...)
	b.ready(b.with("i:2")...)
	b.ready(b.with("i:2")...)
	if len(b.with("i:1")) != 0 || len(b.with("i:2")) != 4 {
		t.Errorf("not rolled out: %d old, %d new", len(b.with("i:1")), len(b.with("i:2")))
	}
}

func TestRecreate(t *testing.T) {
	b := newBench(t)
	d := deployment(2, "i:1")
	d.Spec.Strategy.Type = appsv1.RecreateDeploymentStrategyType
	b.create(apiserver.Deployments, "shop", d)
	b.sync()
	change(b, apiserver.Deployments, "web", image("i:2"))
	if len(b.with("i:1")) != 0 || len(b.with("i:2")) != 2 {
		t.Errorf("pods %v", b.names())
	}
}

func TestDeletingADeploymentTakesItsPods(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.Deployments, "shop", deployment(2, "i:1"))
	b.sync()
	b.delete(apiserver.Deployments, "web")
	if len(b.pods()) != 0 {
		t.Errorf("left: %v", b.names())
	}
}

func TestARefusedPodIsReportedAndTriedAgain(t *testing.T) {
	b := newBench(t)
	d := deployment(1, "i:1")
	d.Spec.Template.Spec.ServiceAccountName = "builder"
	b.create(apiserver.Deployments, "shop", d)
	b.sync()
	events := apiserver.All[*corev1.Event](b.s, apiserver.Events, "shop")
	said := slices.ContainsFunc(events, func(e *corev1.Event) bool {
		return e.Reason == "FailedCreate" && e.InvolvedObject.Kind == "ReplicaSet" &&
			regexp.MustCompile(`^Error creating: pods "web-[0-9b-z]+-" is forbidden: error looking up service account shop/builder: serviceaccount "builder" not found$`).MatchString(e.Message)
	})
	if !said || len(b.pods()) != 0 {
		t.Errorf("nothing is said of the missing account, or there are pods: %v", b.names())
	}
	b.create(apiserver.ServiceAccounts, "shop", &corev1.ServiceAccount{ObjectMeta: meta("builder")})
	b.sync()
	if len(b.pods()) != 1 {
		t.Error("no pod once the account is there")
	}
}
