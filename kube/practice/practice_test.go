package practice

import (
	"context"
	"io/fs"
	"os"
	"slices"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// fast makes the longest back-off a third of a second.
const fast = 1000

// started gives a cluster that has settled, and ends it with the test.
func started(t testing.TB, fsys fs.FS, o Options) *Cluster {
	t.Helper()
	c, err := New(fsys, o)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(func() {
		cancel()
		c.Wait()
	})
	c.Start(ctx)
	settle(t, c)
	return c
}

func settle(t testing.TB, c *Cluster) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := c.Settle(ctx); err != nil {
		t.Fatal(err)
	}
}

func podsOf(t testing.TB, c *Cluster, namespace string) []corev1.Pod {
	t.Helper()
	list, err := c.Client().CoreV1().Pods(namespace).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return list.Items
}

// eventually waits for something that the cluster does by itself.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		if is() {
			return
		}
	}
	t.Fatalf("never came true: %s", what)
}

// running says whether a namespace has as many pods as wanted and all of them run.
func running(t testing.TB, c *Cluster, namespace string, want int) func() bool {
	return func() bool {
		pods := podsOf(t, c, namespace)
		return len(pods) == want && !slices.ContainsFunc(pods, func(p corev1.Pod) bool {
			return p.Status.Phase != corev1.PodRunning || p.DeletionTimestamp != nil
		})
	}
}

// reason is why the first container of a pod waits; empty if it does not, or the pod is gone.
func reason(t testing.TB, c *Cluster, namespace, name string) string {
	t.Helper()
	p, err := c.Client().CoreV1().Pods(namespace).Get(t.Context(), name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return ""
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range p.Status.ContainerStatuses {
		if s.State.Waiting != nil {
			return s.State.Waiting.Reason
		}
	}
	return ""
}

var flows = os.DirFS("testdata/flows")
