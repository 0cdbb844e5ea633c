package practice

import (
	"context"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func TestEveryStartIsTheSame(t *testing.T) {
	names := func() (list []string) {
		c := started(t, flows, Options{})
		for _, p := range podsOf(t, c, "") {
			list = append(list, p.Namespace+"/"+p.Name+" "+string(p.UID)+" "+p.Status.PodIP)
		}
		return list
	}
	first := names()
	if len(first) < 14 {
		t.Fatalf("only %d pods", len(first))
	}
	if second := names(); !slices.Equal(first, second) {
		t.Errorf("first  %v\nsecond %v", first, second)
	}
}

func TestSettledPodsShowTheirReason(t *testing.T) {
	c := started(t, flows, Options{Speed: 0.001}) // so slow that nothing moves afterwards
	for _, p := range podsOf(t, c, "") {
		for _, s := range slices.Concat(p.Status.InitContainerStatuses, p.Status.ContainerStatuses) {
			if w := s.State.Waiting; w != nil && (w.Reason == "ErrImagePull" || w.Reason == "ContainerCreating") {
				t.Errorf("%s/%s %s is at %s", p.Namespace, p.Name, s.Name, w.Reason)
			}
		}
	}
}

func TestNothingIsLeftWhenTheContextEnds(t *testing.T) {
	before := runtime.NumGoroutine()
	c, err := New(flows, Options{Speed: fast})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	c.Start(ctx)
	c.Start(ctx)
	settle(t, c)
	w, err := c.Client().CoreV1().Pods("").Watch(ctx, metav1.ListOptions{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	c.Wait()
	for range w.ResultChan() { // closed, or this never ends
	}
	if err := c.Settle(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("Settle after the end: %v", err)
	}
	eventually(t, "no goroutine is left", func() bool { return runtime.NumGoroutine() <= before })
}

func TestSettleGivesUpWithItsContext(t *testing.T) {
	c, err := New(flows, Options{Only: []string{"missing"}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if err := c.Settle(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a cluster that was never started: %v", err)
	}
}

func TestLogin(t *testing.T) {
	c, err := New(flows, Options{Only: []string{"missing"}})
	if err != nil {
		t.Fatal(err)
	}
	login, ok := c.Login("reg.example.com:5000")
	if !ok || login.Username != "puller" || login.Password.Reveal() != "practice-one" {
		t.Errorf("login %v, %v", login, ok)
	}
	if _, ok := c.Login("open.example.com"); ok {
		t.Error("credentials for a registry without accounts")
	}
}

func TestTheClientMeetsTheNodeAndItsRights(t *testing.T) {
	c := started(t, flows, Options{Only: []string{"missing"}})
	n, err := c.Client().CoreV1().Nodes().Get(t.Context(), "practice-node", metav1.GetOptions{})
	if err != nil || n.Status.NodeInfo.KubeletVersion != "v1.36.3" || n.Status.NodeInfo.ContainerRuntimeVersion != "containerd://2.3.7" {
		t.Errorf("node: %v %+v", err, n)
	}
	v, err := c.Client().Discovery().ServerVersion()
	if err != nil || v.GitVersion != "v1.36.3" {
		t.Errorf("version: %v %v", v, err)
	}
	c.Deny("list", "secrets", "missing")
	if _, err := c.Client().CoreV1().Secrets("missing").List(t.Context(), metav1.ListOptions{}); !apierrors.IsForbidden(err) {
		t.Errorf("denied: %v", err)
	}
}

func TestABrokenCaseIsNamed(t *testing.T) {
	registries, err := os.ReadFile("testdata/flows/registries.yaml")
	if err != nil {
		t.Fatal(err)
	}
	fsys := fstest.MapFS{
		"registries.yaml":    {Data: registries},
		"bad/case.yaml":      {Data: []byte("title: bad\n")},
		"bad/manifests.yaml": {Data: []byte("apiVersion: v1\nkind: Pod\nmetadata: {name: app, namespace: gone}\n")},
	}
	if _, err := New(fsys, Options{}); err == nil || !strings.Contains(err.Error(), `case bad: Pod gone/app: namespaces "gone" not found`) {
		t.Errorf("got %v", err)
	}
	if _, err := New(flows, Options{Only: []string{"none"}}); err == nil {
		t.Error("a case that does not exist is set up")
	}
}

// BenchmarkStart measures the time between the learner's command and the first screen.
func BenchmarkStart(b *testing.B) {
	fsys := os.DirFS("testdata/real") // 28 cases
	for b.Loop() {
		c, err := New(fsys, Options{})
		if err != nil {
			b.Fatal(err)
		}
		ctx, cancel := context.WithCancel(b.Context())
		c.Start(ctx)
		if err := c.Settle(ctx); err != nil {
			b.Fatal(err)
		}
		cancel()
		c.Wait()
	}
}
