package wait

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

const (
	refusedPull = `failed to pull and unpack image "ghcr.io/acme/web:1.4.2": unexpected status from HEAD request: 403 Forbidden`
	passingPull = `failed to do request: Head "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host`
)

func saying(p *corev1.Pod, message string) *corev1.Pod {
	p.Status.ContainerStatuses[0].State.Waiting.Message = message
	return p
}

// pulling is a pod of which the node has not said anything yet.
func pulling(ns, name string) *corev1.Pod {
	p := fakecluster.FailingPod(ns, name)
	p.Status.ContainerStatuses[0].State.Waiting = &corev1.ContainerStateWaiting{Reason: "ContainerCreating"}
	return p
}

// by makes a pod one of a controller's.
func by(p *corev1.Pod, kind, name, uid string) *corev1.Pod {
	yes := true
	p.UID = "uid-" + p.UID
	p.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: kind, Name: name, UID: types.UID(uid), Controller: &yes}}
	return p
}

// rolled is a Deployment with a ReplicaSet for each revision, web-1 and on; the
// last one is the present one.
func rolled(revisions int, replicas int32) []runtime.Object {
	yes := true
	d := &appsv1.Deployment{
		ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web", UID: "d", Generation: 2, Annotations: map[string]string{deploymentRevision: strconv.Itoa(revisions)}},
		Spec:       appsv1.DeploymentSpec{Replicas: &replicas, Selector: &metav1.LabelSelector{}},
		Status:     appsv1.DeploymentStatus{ObservedGeneration: 2},
	}
	out := []runtime.Object{d}
	for n := 1; n <= revisions; n++ {
		out = append(out, &appsv1.ReplicaSet{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web-" + strconv.Itoa(n), UID: types.UID("rs" + strconv.Itoa(n)),
			Annotations:     map[string]string{deploymentRevision: strconv.Itoa(n)},
			OwnerReferences: []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "Deployment", Name: "web", UID: "d", Controller: &yes}}}})
	}
	return out
}

// decided runs CollectDecided on a clock of its own and gives what it said.
func decided(t *testing.T, c *fake.Clientset, limit time.Duration, targets ...string) (snap *diagnose.Snapshot, undecided bool, lines string, err error) {
	t.Helper()
	s := kube.Scope{Namespaces: []string{"shop"}}
	for _, word := range targets {
		target, err := kube.ParseTarget(word)
		if err != nil {
			t.Fatal(err)
		}
		s.Targets = append(s.Targets, target)
	}
	var said []string
	synctest.Test(t, func(t *testing.T) {
		snap, undecided, err = CollectDecided(t.Context(), c, s, diagnose.Source{}, limit, func(l string) { said = append(said, l) })
	})
	return snap, undecided, strings.Join(said, "\n"), err
}

// How long the tests wait where waiting must not end by itself, and where it must.
const briefly, long = 10 * time.Second, time.Hour

func TestWaiting(t *testing.T) {
	deleting := fakecluster.FailingPod("shop", "old")
	deleting.DeletionTimestamp, deleting.Finalizers = &metav1.Time{Time: time.Unix(1_000_100, 0)}, []string{"x/y"}
	old := by(saying(fakecluster.FailingPod("shop", "web-1-a"), refusedPull), "ReplicaSet", "web-1", "rs1")
	old.Labels = map[string]string{"pod-template-hash": "1"}
	fresh := func(p *corev1.Pod) *corev1.Pod { return by(p, "ReplicaSet", "web-2", "rs2") }
	behind := rolled(1, 1)
	behind[0].(*appsv1.Deployment).Generation = 3
	empty := rolled(1, 0)

	for _, tc := range []struct {
		name    string
		objects []runtime.Object
		targets []string
		waits   string // what is said while it waits; empty: it ends at once
	}{
		{"everything runs", []runtime.Object{fakecluster.RunningPod("shop", "a")}, nil, ""},
		{"no pods", nil, nil, ""},
		{"fails for good", []runtime.Object{saying(fakecluster.FailingPod("shop", "a"), refusedPull), pulling("shop", "b")}, nil, ""},
		{"may pass", []runtime.Object{saying(fakecluster.FailingPod("shop", "a"), passingPull)}, nil, "1 pod: registry-unreachable, which may pass"},
		{"cause not known", []runtime.Object{saying(fakecluster.FailingPod("shop", "a"), "something new")}, nil, "1 pod: unknown, which may pass"},
		{"still pulling", []runtime.Object{pulling("shop", "a"), fakecluster.RunningPod("shop", "b")}, nil, "1 of 2 pods not decided yet"},
		{"is being deleted", []runtime.Object{deleting}, nil, "1 pod being replaced"},
		{"of a former template", append(rolled(2, 1), old), nil, "1 pod being replaced"},
		{"of the current template", append(rolled(1, 1), old), nil, ""},
		{"target runs, another fails", append(rolled(2, 1), fresh(fakecluster.RunningPod("shop", "w")), saying(fakecluster.FailingPod("shop", "a"), refusedPull)), []string{"deploy/web"}, ""},
		{"target's old pod fails", append(rolled(2, 1), old, fresh(fakecluster.RunningPod("shop", "w"))), []string{"deploy/web"}, ""},
		{"target has too few pods", append(rolled(2, 2), fresh(fakecluster.RunningPod("shop", "w"))), []string{"deploy/web"}, "Deployment shop/web has 1 of 2 pods"},
		{"target not rolled out", append(behind, by(fakecluster.RunningPod("shop", "w"), "ReplicaSet", "web-1", "rs1")), []string{"deploy/web"}, "Deployment shop/web is not rolled out yet"},
		{"target of no pods", empty, []string{"deploy/web"}, ""},
		{"two targets", append(rolled(1, 0), pulling("shop", "a")), []string{"deploy/web", "pod/a"}, "1 of 1 pod not decided yet"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			limit := long
			if tc.waits != "" {
				limit = briefly
			}
			_, undecided, said, err := decided(t, fakecluster.New(t, append(tc.objects, &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: "shop"}})...), limit, tc.targets...)
			if err != nil || undecided != (tc.waits != "") || !strings.HasPrefix(said, map[bool]string{true: "waiting: " + tc.waits + " ("}[tc.waits != ""]) {
				t.Errorf("undecided %v, said %q, %v", undecided, said, err)
			}
		})
	}
}

// It ends as soon as the last pull is decided, and tells each state once.
func TestWaitingEnds(t *testing.T) {
	c := fakecluster.New(t, saying(fakecluster.FailingPod("shop", "a"), passingPull), pulling("shop", "b"))
	lists := 0
	c.PrependReactor("list", "pods", func(k8stesting.Action) (bool, runtime.Object, error) {
		if lists++; lists == 8 { // two lists a reading
			for _, name := range []string{"a", "b"} {
				if err := c.Tracker().Update(corev1.SchemeGroupVersion.WithResource("pods"), fakecluster.RunningPod("shop", name), "shop"); err != nil {
					t.Error(err)
				}
			}
		}
		return false, nil, nil
	})
	snap, undecided, said, err := decided(t, c, long)
	if err != nil || undecided || len(snap.Pods) > 0 || strings.Count(said, "\n") > 0 {
		t.Errorf("undecided %v, said %q, %v", undecided, said, err)
	}
}

// A reading that fails ends the wait only when it is the first.
func TestWaitingOutlivesAFault(t *testing.T) {
	c := fakecluster.New(t, pulling("shop", "a"))
	lists := 0
	c.PrependReactor("list", "pods", func(k8stesting.Action) (bool, runtime.Object, error) {
		lists++
		return lists == 3 || lists == 4, nil, apierrors.NewUnauthorized("rotating") // not asked for again at once
	})
	_, undecided, said, err := decided(t, c, briefly)
	if err != nil || !undecided || !strings.Contains(said, "Trying again") {
		t.Errorf("undecided %v, said %q, %v", undecided, said, err)
	}
	lists = 2
	if _, _, _, err := decided(t, c, briefly); !errors.As(err, new(*kube.ConnectError)) {
		t.Errorf("the first reading fails with %v", err)
	}
}

// Who interrupts it gets what was read.
func TestWaitingInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	snap, undecided, err := CollectDecided(ctx, fakecluster.New(t, pulling("shop", "a")), kube.Scope{}, diagnose.Source{}, long, func(string) { stop() })
	if err != nil || !undecided || snap == nil {
		t.Errorf("%v %v %v", snap, undecided, err)
	}
}
