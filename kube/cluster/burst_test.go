package cluster_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	corev1 "k8s.io/api/core/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/apitest"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/connect"
)

// watched runs a test against a backend that follows a server, in a synctest
// bubble: when it ends, no goroutine may be left, or synctest fails it.
func watched(t *testing.T, objects []apitest.Object, prepare func(*apitest.Server), test func(api *apitest.Server, updates <-chan diagnose.Update)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		api := apitest.New(objects...)
		prepare(api)
		net := apitest.Serve(api, nil)
		defer net.Close()
		conn, err := connect.Open(connect.Options{Server: "http://apitest", Kubeconfig: emptyConfig(t), Dial: net.Dial})
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		updates := cluster.New(conn.Client, kube.Scope{}, diagnose.Source{Kind: diagnose.SourceCluster}).Watch(ctx)
		test(api, updates)
		cancel()
		for range updates { // until it is closed
		}
	})
}

func healthyPods(n int) []apitest.Object {
	out := []apitest.Object{account("shop", "default"), login("shop", "there", "gchr.io")}
	for i := range n {
		p := waitingPod("shop", fmt.Sprintf("web-%d", i), "there")
		p.Status.Phase = corev1.PodRunning
		p.Status.ContainerStatuses[0].State = corev1.ContainerState{Running: &corev1.ContainerStateRunning{}}
		out = append(out, p)
	}
	return out
}

// 5 000 pods that fail at once come in a few updates, not one for each.
func TestBurst(t *testing.T) {
	const burst = 5000
	watched(t, healthyPods(burst), func(*apitest.Server) {}, func(api *apitest.Server, updates <-chan diagnose.Update) {
		for u := range updates {
			if u.Live {
				break
			}
		}
		began, lists := time.Now(), api.Count("list pods")
		go func() {
			for i := range burst {
				api.Put(waitingPod("shop", fmt.Sprintf("web-%d", i), "there"))
				if i%50 == 0 {
					time.Sleep(10 * time.Millisecond) // within a second
				}
			}
		}()
		n := 0
		for u := range updates {
			if n++; u.Err != nil {
				t.Fatal(u.Err)
			}
			if u.Live && len(u.Snapshot.Pods) == burst {
				break
			}
		}
		if took := time.Since(began); took > 5*time.Second || n > 20 {
			t.Errorf("%d updates in %s", n, took)
		}
		if more := api.Count("list pods") - lists; more > 0 {
			t.Errorf("pods were listed %d times more", more)
		}
	})
}

// emptyConfig keeps the kubeconfig of whoever runs the test out of it.
func emptyConfig(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "config")
	if err := os.WriteFile(path, []byte("apiVersion: v1\nkind: Config\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
