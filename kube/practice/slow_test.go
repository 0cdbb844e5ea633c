package practice_test

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube/practice"
)

// waitingIn is why the only container of a namespace waits, and the reasons of its pod's events.
func waitingIn(t *testing.T, c *practice.Cluster, namespace string) (w corev1.ContainerStateWaiting, events []string) {
	t.Helper()
	pods, err := c.Client().CoreV1().Pods(namespace).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pods.Items {
		for _, s := range p.Status.ContainerStatuses {
			if s.State.Waiting != nil {
				w = *s.State.Waiting
			}
		}
	}
	list, err := c.Client().CoreV1().Events(namespace).List(t.Context(), metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list.Items {
		if e.InvolvedObject.Kind == "Pod" {
			events = append(events, e.Reason)
		}
	}
	slices.Sort(events)
	return w, slices.Compact(events)
}

// A pull that does not end leaves its pod as it was, and Pulling is the last that is said of it, also
// long after the node has looked at the pod again.
func TestAPullThatDoesNotEnd(t *testing.T) {
	for name, namespace := range map[string]string{"pull-slow": "cutting", "pull-slow-silent": "titles"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, err := practice.New(os.DirFS(casesDir), practice.Options{Speed: 100, Only: []string{name}})
			if err != nil {
				t.Fatal(err)
			}
			c.Start(t.Context())
			if err := c.Settle(t.Context()); err != nil {
				t.Fatal(err)
			}
			time.Sleep(500 * time.Millisecond) // 50 s for the node
			w, events := waitingIn(t, c, namespace)
			if w != (corev1.ContainerStateWaiting{Reason: "ContainerCreating"}) || !slices.Equal(events, []string{"Pulling", "Scheduled"}) {
				t.Errorf("%+v, events %v", w, events)
			}
		})
	}
}

// A registry that never responds keeps the node waiting for half a minute. A cluster that settles does
// not wait that long.
func TestARegistryThatNeverResponds(t *testing.T) {
	c, err := practice.New(os.DirFS(casesDir), practice.Options{Only: []string{"registry-silent"}})
	if err != nil {
		t.Fatal(err)
	}
	c.Start(t.Context())
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		w, events := waitingIn(t, c, "mime")
		if slices.Contains(events, "Pulling") && w.Reason == "ContainerCreating" {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("not pulling: %+v, events %v", w, events)
		}
	}
	if err := c.Settle(t.Context()); err != nil {
		t.Fatal(err)
	}
	if w, _ := waitingIn(t, c, "mime"); w.Reason != "ImagePullBackOff" || !strings.HasSuffix(w.Message, "net/http: timeout awaiting response headers") {
		t.Errorf("%+v", w)
	}
}
