package controller

import (
	"slices"
	"testing"
	"time"

	"github.com/pulldoctor/pulldoctor/kube/practice/internal/apiserver"
	"github.com/pulldoctor/pulldoctor/kube/practice/internal/store"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// bench is a cluster of one namespace without a node: the tests say what becomes ready.
type bench struct {
	*testing.T
	s     *apiserver.Server
	m     *Manager
	now   time.Time
	wrote bool
}

func newBench(t *testing.T) *bench {
	b := &bench{T: t, now: time.Date(2026, 11, 22, 6, 0, 0, 0, time.UTC)}
	b.s = apiserver.New(func() time.Time { return b.now }, func(schema.GroupResource) { b.wrote = true })
	b.m = New(b.s, 10)
	b.create(apiserver.Namespaces, "", &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop"}})
	b.create(apiserver.Nodes, "", &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: "n"}})
	b.sync()
	return b
}

func (b *bench) create(gvr schema.GroupVersionResource, namespace string, obj store.Object) store.Object {
	b.Helper()
	made, err := b.s.Create(gvr, namespace, obj, apiserver.Options{})
	if err != nil {
		b.Fatal(err)
	}
	return made
}

// sync runs the controllers until nothing changes any more.
func (b *bench) sync() (next time.Time) {
	b.Helper()
	for range 100 {
		b.wrote = false
		next = b.m.Sync()
		if !b.wrote {
			return next
		}
	}
	b.Fatal("the controllers do not come to rest")
	return next
}

func (b *bench) pods() []*corev1.Pod { return apiserver.All[*corev1.Pod](b.s, apiserver.Pods, "shop") }

func (b *bench) names() []string {
	var list []string
	for _, p := range b.pods() {
		list = append(list, p.Name)
	}
	return list
}

// with gives the names of the pods with this image.
func (b *bench) with(image string) []string {
	var list []string
	for _, p := range b.pods() {
		if p.Spec.Containers[0].Image == image {
			list = append(list, p.Name)
		}
	}
	return list
}

// ready makes pods run; all of them if none is named.
func (b *bench) ready(names ...string) {
	b.Helper()
	for _, p := range b.pods() {
		if len(names) > 0 && !slices.Contains(names, p.Name) {
			continue
		}
		q := p.DeepCopy()
		q.Status.Phase = corev1.PodRunning
		q.Status.Conditions = []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}
		if _, err := b.s.Update(apiserver.Pods, "shop", q, apiserver.Options{Subresource: "status"}); err != nil {
			b.Fatal(err)
		}
	}
	b.sync()
}

func (b *bench) delete(gvr schema.GroupVersionResource, name string) {
	b.Helper()
	if err := b.s.Delete(gvr, "shop", name, metav1.DeleteOptions{}); err != nil {
		b.Fatal(err)
	}
	b.sync()
}

// change edits a stored object.
func change[T store.Object](b *bench, gvr schema.GroupVersionResource, name string, edit func(T)) {
	b.Helper()
	old, ok := apiserver.Find[T](b.s, gvr, "shop", name)
	if !ok {
		b.Fatalf("no %s %s", gvr.Resource, name)
	}
	obj := clone(old)
	edit(obj)
	if _, err := b.s.Update(gvr, "shop", obj, apiserver.Options{}); err != nil {
		b.Fatal(err)
	}
	b.sync()
}

func template(image string) corev1.PodTemplateSpec {
	return corev1.PodTemplateSpec{
		ObjectMeta: metav1.ObjectMeta{Labels: map[string]string{"app": "web"}},
		Spec:       corev1.PodSpec{Containers: []corev1.Container{{Name: "app", Image: image}}},
	}
}

var selectWeb = &metav1.LabelSelector{MatchLabels: map[string]string{"app": "web"}}

func meta(name string) metav1.ObjectMeta { return metav1.ObjectMeta{Name: name} }

func deployment(replicas int32, image string) *appsv1.Deployment {
	return &appsv1.Deployment{ObjectMeta: meta("web"), Spec: appsv1.DeploymentSpec{
		Replicas: &replicas, Selector: selectWeb, Template: template(image),
	}}
}

func statefulSet(replicas int32, image string) *appsv1.StatefulSet {
	return &appsv1.StatefulSet{ObjectMeta: meta("db"), Spec: appsv1.StatefulSetSpec{
		Replicas: &replicas, Selector: selectWeb, Template: template(image),
	}}
}

func job() *batchv1.Job {
	t := template("i:1")
	t.Spec.RestartPolicy = corev1.RestartPolicyNever
	return &batchv1.Job{ObjectMeta: meta("once"), Spec: batchv1.JobSpec{Template: t}}
}
