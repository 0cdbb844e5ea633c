package controller

import (
	"regexp"
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func setImage(name string) func(*appsv1.StatefulSet) {
	return func(s *appsv1.StatefulSet) { s.Spec.Template.Spec.Containers[0].Image = name }
}

func TestStatefulSetWaitsForEachPod(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.StatefulSets, "shop", statefulSet(3, "i:1"))
	b.sync()
	if got := b.names(); !slices.Equal(got, []string{"db-0"}) {
		t.Fatalf("pods %v, want db-0 alone", got)
	}
	b.ready("db-0")
	b.ready("db-1")
	if got := b.names(); !slices.Equal(got, []string{"db-0", "db-1", "db-2"}) {
		t.Errorf("pods %v", got)
	}
}

func TestAStuckStatefulSetPodMustBeDeletedByHand(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.StatefulSets, "shop", statefulSet(1, "i:1"))
	b.sync()
	change(b, apiserver.StatefulSets, "db", setImage("i:2"))
	if len(b.with("i:1")) != 1 {
		t.Fatal("the stuck pod was replaced")
	}
	b.delete(apiserver.Pods, "db-0")
	if got := b.with("i:2"); !slices.Equal(got, []string{"db-0"}) {
		t.Errorf("pods with the new template: %v", got)
	}
}

func TestParallelStatefulSetReplacesAStuckPod(t *testing.T) {
	b := newBench(t)
	set := statefulSet(2, "i:1")
	set.Spec.PodManagementPolicy = appsv1.ParallelPodManagement
	b.create(apiserver.StatefulSets, "shop", set)
	b.sync()
	if len(b.pods()) != 2 {
		t.Fatalf("pods %v", b.names())
	}
	change(b, apiserver.StatefulSets, "db", setImage("i:2"))
	if got := b.with("i:2"); !slices.Equal(got, []string{"db-1"}) {
		t.Errorf("the highest number goes first, alone: %v", got)
	}
	b.ready("db-1")
	if got := b.with("i:2"); len(got) != 2 {
		t.Errorf("then the next: %v", got)
	}
}

func TestStatefulSetRollsOutAndOnDeleteDoesNot(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.StatefulSets, "shop", statefulSet(1, "i:1"))
	b.sync()
	b.ready()
	change(b, apiserver.StatefulSets, "db", setImage("i:2"))
	if len(b.with("i:2")) != 1 {
		t.Error("a healthy pod is not replaced")
	}
	b.ready()
	change(b, apiserver.StatefulSets, "db", func(s *appsv1.StatefulSet) {
		s.Spec.UpdateStrategy = appsv1.StatefulSetUpdateStrategy{Type: appsv1.OnDeleteStatefulSetStrategyType}
		setImage("i:3")(s)
	})
	if len(b.with("i:2")) != 1 {
		t.Error("OnDelete replaced a pod")
	}
}

func TestDaemonSet(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.DaemonSets, "shop", &appsv1.DaemonSet{ObjectMeta: meta("agent"), Spec: appsv1.DaemonSetSpec{
		Selector: selectWeb, Template: template("i:1"),
	}})
	b.sync()
	if got := b.names(); len(got) != 1 || !regexp.MustCompile(`^agent-[0-9b-z]{5}$`).MatchString(got[0]) {
		t.Fatalf("pods %v", got)
	}
	change(b, apiserver.DaemonSets, "agent", func(d *appsv1.DaemonSet) { d.Spec.Template.Spec.Containers[0].Image = "i:2" })
	if len(b.with("i:2")) != 1 || len(b.pods()) != 1 {
		t.Errorf("not rolled out: %v", b.names())
	}
	change(b, apiserver.DaemonSets, "agent", func(d *appsv1.DaemonSet) {
		d.Spec.UpdateStrategy = appsv1.DaemonSetUpdateStrategy{Type: appsv1.OnDeleteDaemonSetStrategyType}
		d.Spec.Template.Spec.Containers[0].Image = "i:3"
	})
	if len(b.with("i:2")) != 1 {
		t.Error("OnDelete replaced a pod")
	}
	b.delete(apiserver.Pods, b.names()[0])
	if len(b.with("i:3")) != 1 {
		t.Error("the heir has not the new template")
	}
}

func TestJob(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.Jobs, "shop", job())
	b.sync()
	names := b.names()
	if len(names) != 1 || !regexp.MustCompile(`^once-[0-9b-z]{5}$`).MatchString(names[0]) {
		t.Fatalf("pods %v", names)
	}
	b.delete(apiserver.Pods, names[0])
	replaced := b.names()
	if len(replaced) != 1 || replaced[0] == names[0] {
		t.Fatalf("replaced %v", replaced)
	}
	p := b.pods()[0].DeepCopy()
	p.Status.Phase = corev1.PodSucceeded
	if _, err := b.s.Update(apiserver.Pods, "shop", p, apiserver.Options{Subresource: "status"}); err != nil {
		t.Fatal(err)
	}
	b.sync()
	j, _ := apiserver.Find[*batchv1.Job](b.s, apiserver.Jobs, "shop", "once")
	if j.Status.Succeeded != 1 || j.Status.CompletionTime == nil || len(b.pods()) != 1 {
		t.Errorf("status %+v, pods %v", j.Status, b.names())
	}
}

func TestDeletingAJobKeepsItsPodsUnlessAsked(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.Jobs, "shop", job())
	b.sync()
	b.delete(apiserver.Jobs, "once")
	if len(b.pods()) != 1 || len(b.pods()[0].OwnerReferences) != 0 {
		t.Errorf("pods %v", b.names())
	}
	b.create(apiserver.Jobs, "shop", job())
	b.sync()
	background := metav1.DeletePropagationBackground
	if err := b.s.Delete(apiserver.Jobs, "shop", "once", metav1.DeleteOptions{PropagationPolicy: &background}); err != nil {
		t.Fatal(err)
	}
	b.sync()
	if len(b.pods()) != 1 {
		t.Errorf("the second Job's pod is left: %v", b.names())
	}
}

func TestCronJobMakesItsNextJobFromTheNewTemplate(t *testing.T) {
	b := newBench(t)
	b.create(apiserver.CronJobs, "shop", &batchv1.CronJob{ObjectMeta: meta("nightly"), Spec: batchv1.CronJobSpec{
		Schedule: "0 3 * * *", JobTemplate: batchv1.JobTemplateSpec{Spec: job().Spec},
	}})
	if next := b.sync(); !next.IsZero() {
		t.Errorf("a second Job is due at %v", next)
	}
	if got := b.names(); len(got) != 1 || !regexp.MustCompile(`^nightly-29922125-[0-9b-z]{5}$`).MatchString(got[0]) {
		t.Fatalf("pods %v", got)
	}
	change(b, apiserver.CronJobs, "nightly", func(c *batchv1.CronJob) {
		c.Spec.JobTemplate.Spec.Template.Spec.Containers[0].Image = "i:2"
	})
	if len(b.with("i:2")) != 0 {
		t.Fatal("the new template came before its time")
	}
	next := b.sync()
	if next.Sub(b.now) != 6*time.Second {
		t.Errorf("the next Job is due in %v, want a minute at speed 10", next.Sub(b.now))
	}
	b.now = next
	b.sync()
	if len(b.with("i:1")) != 1 || len(b.with("i:2")) != 1 {
		t.Errorf("pods %v", b.names())
	}
}

func TestEveryNamespaceHasItsAccount(t *testing.T) {
	b := newBench(t)
	b.delete(apiserver.ServiceAccounts, "default")
	if _, ok := apiserver.Find[*corev1.ServiceAccount](b.s, apiserver.ServiceAccounts, "shop", "default"); !ok {
		t.Error("the account does not come back")
	}
}
