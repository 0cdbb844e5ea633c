package practice

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// gated holds back every file until the gate is opened.
type gated struct {
	fs.FS
	gate chan struct{}
}

func (g gated) Open(name string) (fs.File, error) {
	<-g.gate
	return g.FS.Open(name)
}

func TestOpenDoesNotWaitForTheCases(t *testing.T) {
	files := gated{os.DirFS("../../testdata/cases"), make(chan struct{})}
	c := Open(files, Options{Only: []string{"secret-missing"}, Speed: fast})
	ctx, cancel := context.WithCancel(t.Context())
	defer c.Wait()
	defer cancel()
	if _, ok := c.Login("docker.io"); ok {
		t.Error("credentials of a registry that does not exist yet")
	}
	c.Start(ctx)
	pods := make(chan int)
	go func() {
		list, err := c.Client().CoreV1().Pods("").List(ctx, metav1.ListOptions{})
		if err != nil {
			t.Error(err)
		}
		pods <- len(list.Items)
	}()
	select {
	case <-pods:
		t.Fatal("an answer without a cluster")
	case files.gate <- struct{}{}: // somebody reads by now
	}
	close(files.gate)
	if n := <-pods; n == 0 {
		t.Error("the first call does not see the case's pod")
	}
	settle(t, c)
}

func TestEveryCallerGetsTheErrorOfABrokenCase(t *testing.T) {
	broken := fstest.MapFS{
		"registries.yaml":     {Data: []byte("registries: []\n")},
		"torn/case.yaml":      {Data: []byte("title: torn\n")},
		"torn/manifests.yaml": {Data: []byte("kind: [\n")},
	}
	if c, err := New(broken, Options{}); c != nil || err == nil || !strings.Contains(err.Error(), "case torn") {
		t.Errorf("New: %v %v", c, err)
	}
	c := Open(broken, Options{})
	c.Start(t.Context())
	_, listed := c.Client().CoreV1().Pods("").List(t.Context(), metav1.ListOptions{})
	_, watched := c.Client().CoreV1().Pods("").Watch(t.Context(), metav1.ListOptions{})
	for what, err := range map[string]error{"List": listed, "Watch": watched, "Settle": c.Settle(t.Context())} {
		if err == nil || !strings.Contains(err.Error(), "case torn") {
			t.Errorf("%s: %v", what, err)
		}
	}
	c.Wait()
}

func TestLeavingWhileTheClusterIsSetUp(t *testing.T) {
	files := gated{os.DirFS("../../testdata/cases"), make(chan struct{})}
	c := Open(files, Options{})
	ctx, cancel := context.WithCancel(t.Context())
	c.Start(ctx)
	files.gate <- struct{}{}
	cancel()
	close(files.gate)
	c.Wait()
	if err := c.Settle(t.Context()); !errors.Is(err, context.Canceled) {
		t.Errorf("Settle: %v", err)
	}
}
