package watch

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	k8sruntime "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/fake"
	k8stesting "k8s.io/client-go/testing"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/diagnose/track"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/fakecluster"
)

// until reads updates until one fits.
func until(t *testing.T, ch <-chan diagnose.Update, what string, fits func(diagnose.Update) bool) diagnose.Update {
	t.Helper()
	deadline := time.After(10 * time.Second)
	for {
		select {
		case u, ok := <-ch:
			if !ok {
				t.Fatalf("closed while waiting for %s", what)
			}
			if fits(u) {
				return u
			}
		case <-deadline:
			t.Fatalf("no update with %s", what)
		}
	}
}

func live(u diagnose.Update) bool { return u.Live }

func startWatch(t *testing.T, c *fake.Clientset) (*Watcher, <-chan diagnose.Update) {
	t.Helper()
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancel(context.Background())
	b := New(c, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster})
	ch := b.Watch(ctx)
	t.Cleanup(func() {
		cancel()
		for range ch { // until it is closed
		}
		for i := 0; runtime.NumGoroutine() > before; i++ {
			if i > 100 {
				t.Fatalf("%d goroutines were left behind", runtime.NumGoroutine()-before)
			}
			time.Sleep(10 * time.Millisecond)
		}
	})
	return b, ch
}

func TestWatchShowsAPodTurnRunning(t *testing.T) {
	ctx := context.Background()
	pod := fakecluster.FailingPod("shop", "web", "regcred")
	c := fakecluster.New(t, pod, fakecluster.RunningPod("shop", "fine"))
	_, ch := startWatch(t, c)

	early := until(t, ch, "pending pods", func(u diagnose.Update) bool { return u.Snapshot != nil })
	if early.Live || len(early.Snapshot.Pods) != 1 || early.Progress == "" {
		t.Errorf("early update: %+v", early)
	}
	first := until(t, ch, "everything", live)
	if first.Snapshot.PodsRead != 2 || len(first.Snapshot.Secrets) != 0 || first.Err != nil {
		t.Errorf("first snapshot: %+v", first.Snapshot)
	}
	if _, err := c.CoreV1().Secrets("shop").Create(ctx, fakecluster.PullSecret("shop", "regcred"), metav1.CreateOptions{}); err != nil {
		t.Fatal(err)
	}
	until(t, ch, "the new secret", func(u diagnose.Update) bool { return u.Live && len(u.Snapshot.Secrets) == 1 })

	now := fakecluster.RunningPod("shop", "web")
	now.UID = pod.UID
	if _, err := c.CoreV1().Pods("shop").Update(ctx, now, metav1.UpdateOptions{}); err != nil {
		t.Fatal(err)
	}
	u := until(t, ch, "a running pod", func(u diagnose.Update) bool { return track.State(&u.Snapshot.Pods[0]) == diagnose.PodRunning })
	if len(u.Snapshot.Pods) != 1 {
		t.Errorf("a healthy pod that never failed is there: %v", fakecluster.PodNames(u.Snapshot))
	}
	if err := c.CoreV1().Pods("shop").Delete(ctx, "web", metav1.DeleteOptions{}); err != nil {
		t.Fatal(err)
	}
	u = until(t, ch, "no pod", func(u diagnose.Update) bool { return len(u.Snapshot.Pods) == 0 })
	if u.Snapshot.PodsRead != 1 {
		t.Errorf("PodsRead %d", u.Snapshot.PodsRead)
	}
}

func TestWatchKeepsTheHeirs(t *testing.T) {
	ctx := context.Background()
	of := func(p *corev1.Pod, hash string, created int64) *corev1.Pod {
		yes := true
		p.Labels = map[string]string{"pod-template-hash": hash}
		p.OwnerReferences = []metav1.OwnerReference{{APIVersion: "apps/v1", Kind: "ReplicaSet", Name: "web-" + hash, Controller: &yes}}
		p.CreationTimestamp = metav1.NewTime(time.Unix(created, 0))
		return p
	}
	c := fakecluster.New(t, of(fakecluster.FailingPod("shop", "web-a-1"), "a", 100))
	_, ch := startWatch(t, c)
	until(t, ch, "everything", live)
	for _, p := range []*corev1.Pod{of(fakecluster.RunningPod("shop", "web-b-1"), "b", 200), of(fakecluster.RunningPod("shop", "web-old"), "a", 50), fakecluster.RunningPod("shop", "web-b")} {
		if p.Name != "web-b-1" {
			p.Spec.Containers[0].Image = "ghcr.io/acme/other:1" // one that runs the failing image is kept for another reason
		}
		if _, err := c.CoreV1().Pods("shop").Create(ctx, p, metav1.CreateOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	u := until(t, ch, "the heir", func(u diagnose.Update) bool { return len(u.Snapshot.Pods) > 1 })
	if got := strings.Join(fakecluster.PodNames(u.Snapshot), " "); got != "shop/web-a-1 shop/web-b-1" {
		t.Errorf("pods %s", got)
	}
}

func TestWatchSaysWhenItIsCutOffAndComesBack(t *testing.T) {
	c := fakecluster.New(t, fakecluster.FailingPod("shop", "web"))
	broken := true
	c.PrependReactor("list", "pods", func(k8stesting.Action) (bool, k8sruntime.Object, error) {
		if broken {
			return true, nil, errors.New("dial tcp: connection refused")
		}
		return false, nil, nil
	})
	b, ch := startWatch(t, c)
	u := until(t, ch, "an error", func(u diagnose.Update) bool { return u.Err != nil })
	if u.Live || u.Snapshot != nil {
		t.Errorf("update %+v", u)
	}
	c.Lock() // reactors run under it
	broken = false
	c.Unlock()
	b.Refresh()
	until(t, ch, "everything", live)
}

func TestWatchEndsWithItsContext(t *testing.T) {
	c := fakecluster.New(t, fakecluster.FailingPod("shop", "web"))
	_, ch := startWatch(t, c)
	_ = ch // nothing receives: the cleanup still finds no goroutine
}
