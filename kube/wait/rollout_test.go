package wait

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

func metaIn(name, uid string) metav1.ObjectMeta {
	return metav1.ObjectMeta{Namespace: "shop", Name: name, UID: types.UID(uid)}
}

func labelled(p *corev1.Pod, key, value string) *corev1.Pod {
	p.Labels = map[string]string{key: value}
	return p
}

// controllers are one of each kind, each with pods.
func controllers() []runtime.Object {
	three := int32(3)
	set := &appsv1.StatefulSet{ObjectMeta: metaIn("db", "sts"), Spec: appsv1.StatefulSetSpec{Replicas: &three}, Status: appsv1.StatefulSetStatus{UpdateRevision: "db-2"}}
	daemon := &appsv1.DaemonSet{ObjectMeta: metaIn("agent", "ds"), Status: appsv1.DaemonSetStatus{DesiredNumberScheduled: 1}}
	daemon.Annotations = map[string]string{daemonSetRevision: "7"}
	nightly := &batchv1.CronJob{ObjectMeta: metaIn("nightly", "cj")}
	job := func(name string, at int64) *batchv1.Job {
		j := &batchv1.Job{ObjectMeta: metaIn(name, name)}
		j.CreationTimestamp = metav1.NewTime(time.Unix(at, 0))
		j.OwnerReferences = by(fakecluster.FailingPod("shop", "x"), "CronJob", "nightly", "cj").OwnerReferences
		return j
	}
	ended := &batchv1.Job{ObjectMeta: metaIn("ended", "ended"), Status: batchv1.JobStatus{Conditions: []batchv1.JobCondition{{Type: batchv1.JobComplete, Status: corev1.ConditionTrue}}}}
	return []runtime.Object{
		&corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop"}},
		set, daemon, nightly, job("nightly-1", 100), job("nightly-2", 200), ended,
		&batchv1.Job{ObjectMeta: metaIn("once", "once")},
		&appsv1.ReplicaSet{ObjectMeta: metaIn("bare", "rs")},
		&corev1.ReplicationController{ObjectMeta: metaIn("older", "rc")},
		labelled(by(fakecluster.FailingPod("shop", "db-0"), "StatefulSet", "db", "sts"), podRevision, "db-2"),
		labelled(by(fakecluster.FailingPod("shop", "db-1"), "StatefulSet", "db", "sts"), podRevision, "db-1"),
		labelled(by(fakecluster.FailingPod("shop", "agent-new"), "DaemonSet", "agent", "ds"), podDaemonRevision, "7"),
		labelled(by(fakecluster.FailingPod("shop", "agent-old"), "DaemonSet", "agent", "ds"), podDaemonRevision, "6"),
		by(fakecluster.FailingPod("shop", "night-1"), "Job", "nightly-1", "nightly-1"),
		by(fakecluster.FailingPod("shop", "night-2"), "Job", "nightly-2", "nightly-2"),
		by(fakecluster.FailingPod("shop", "bare-a"), "ReplicaSet", "bare", "rs"),
		by(fakecluster.FailingPod("shop", "older-a"), "ReplicationController", "older", "rc"),
		fakecluster.FailingPod("shop", "alone"),
	}
}

// podsOf reads the scope once and names the pods.
func podsOf(t *testing.T, s kube.Scope, latest bool, objects ...runtime.Object) ([]string, []string) {
	t.Helper()
	snap, w, err := collectTargets(t.Context(), fakecluster.New(t, objects...), s, diagnose.Source{}, latest)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for i := range snap.Pods {
		names = append(names, snap.Pods[i].Name)
	}
	if snap.PodsRead != len(names) {
		t.Errorf("%d pods read, %d kept", snap.PodsRead, len(names))
	}
	return names, w.coming()
}

func TestPodsOfTargets(t *testing.T) {
	for _, tc := range []struct{ targets, all, latest, coming string }{
		{"sts/db", "db-0 db-1", "db-0", "StatefulSet shop/db has 1 of 3 pods"},
		{"ds/agent", "agent-new agent-old", "agent-new", ""},
		{"cj/nightly", "night-1 night-2", "night-2", ""},
		{"job/nightly-1", "night-1", "night-1", ""},
		{"job/once", "", "", "Job shop/once has 0 of 1 pods"},
		{"job/ended", "", "", ""},
		{"rs/bare", "bare-a", "bare-a", ""},
		{"rc/older", "older-a", "older-a", ""},
		{"pod/alone", "alone", "alone", ""},
		{"pod/alone rs/bare pod/db-1", "alone bare-a db-1", "alone bare-a db-1", ""},
	} {
		for _, namespaces := range [][]string{{"shop"}, nil} {
			s := kube.Scope{Namespaces: namespaces}
			for _, word := range strings.Fields(tc.targets) {
				target, err := kube.ParseTarget(word)
				if err != nil {
					t.Fatal(err)
				}
				s.Targets = append(s.Targets, target)
			}
			all, _ := podsOf(t, s, false, controllers()...)
			latest, coming := podsOf(t, s, true, controllers()...)
			got := [3]string{strings.Join(all, " "), strings.Join(latest, " "), strings.Join(coming, "; ")}
			if d := cmp.Diff([3]string{tc.all, tc.latest, tc.coming}, got); d != "" {
				t.Errorf("%s in %v: %s", tc.targets, namespaces, d)
			}
		}
	}
}

func TestTargetThatIsNotThere(t *testing.T) {
	for _, word := range []string{"deploy/web", "pod/gone", "cj/gone"} {
		_, _, _, err := decided(t, fakecluster.New(t, controllers()...), 0, word)
		if !errors.As(err, new(*kube.UsageError)) || !strings.Contains(err.Error(), "in namespace shop") {
			t.Errorf("%s: %v", word, err)
		}
	}
}

// A user who may not read a workload gets its pods by their names, and a
// note.
func TestTargetThatMayNotBeRead(t *testing.T) {
	pod := labelled(by(saying(fakecluster.FailingPod("shop", "web-1-a"), refusedPull), "ReplicaSet", "web-5d", "rs"), "pod-template-hash", "5d")
	for _, refused := range []string{"deployments", "replicasets"} {
		c := fakecluster.New(t, append(rolled(1, 1), pod, fakecluster.FailingPod("shop", "other"))...)
		c.PrependReactor("*", refused, func(k8stesting.Action) (bool, runtime.Object, error) {
			return true, nil, apierrors.NewForbidden(schema.GroupResource{Resource: refused}, "", nil)
		})
		snap, _, _, err := decided(t, c, 0, "deploy/web")
		if err != nil || len(snap.Pods) != 1 || snap.Pods[0].Name != "web-1-a" {
			t.Fatalf("%s: %v %v", refused, snap, err)
		}
		if !slices.ContainsFunc(snap.Unreadable, func(u diagnose.Unreadable) bool { return u.Resource == refused && u.Why == "forbidden" }) {
			t.Errorf("%s: %+v", refused, snap.Unreadable)
		}
	}
}
