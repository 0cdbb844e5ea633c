package apiserver

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/diagnose"
	"github.com/pulldoctor/pulldoctor/kube"
	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/cluster"
	"github.com/pulldoctor/pulldoctor/kube/connect"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// without is the case of a pod without a login, in a namespace of its own for each refusal.
func without(t *testing.T, namespaces ...string) []cases.Case {
	t.Helper()
	folder := fstest.MapFS{}
	for _, file := range []string{"case.yaml", "manifests.yaml"} {
		text, err := os.ReadFile(filepath.Join(nodetest.CasesDir, "no-credentials", file))
		if err != nil {
			t.Fatal(err)
		}
		for _, ns := range namespaces {
			folder[ns+"/"+file] = &fstest.MapFile{Data: []byte(strings.ReplaceAll(string(text), "newcomer}", ns+"}"))}
			if file == "case.yaml" {
				folder[ns+"/"+file].Data = []byte(strings.ReplaceAll(string(text), "namespace: newcomer", "namespace: "+ns))
			}
		}
	}
	list, err := cases.Load(folder)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// refusals are what a real API server refuses a fix for, with how it comes about.
var refusals = map[string]struct {
	spoil func(ctx context.Context, w *trial.World, namespace string) error
	check string // part of the checks that fail
	want  string // part of the error
}{
	"quota":       {quota, "exceeded quota", "was refused by an admission controller"},
	"terminating": {terminate, "being terminated", "being terminated"},
	"admission":   {policy, "made by the platform team", "made by the platform team"},
	"taken":       {take, "already exists", "already exists; nothing was overwritten"},
	"changed":     {touch, "changed since it was read", "changed since it was read"},
}

// TestRefusals: each refusal of a real API server is told in a sentence, in the checks and when it
// comes all the same; what was done before is said and taken back.
func TestRefusals(t *testing.T) {
	kubelet.Quiet()
	ctx := nodetest.Context()
	var names []string
	for name := range refusals {
		names = append(names, "refused-"+name)
	}
	list := without(t, append(names, "refused-right", "refused-lost", "refused-undo")...)
	_, registries := nodetest.Load(t)
	for i := range list {
		list[i].NodeFile = nil
	}
	cluster, w := nodetest.StartServer(t, list, registries)
	if err := w.PrepareAll(ctx, list); err != nil {
		t.Fatal(err)
	}
	result, err := w.Diagnose(ctx)
	if err != nil {
		t.Fatal(err)
	}
	fixes := map[string]diagnose.Fix{}
	for _, c := range list {
		playable, err := trial.Playables(result, c, registries)
		if err != nil || len(playable) == 0 {
			t.Fatalf("%s: %d fixes, %v", c.Name, len(playable), err)
		}
		fixes[c.Name] = playable[0].Fix
	}
	for name, r := range refusals {
		ns := "refused-" + name
		t.Run(name, func(t *testing.T) {
			if err := r.spoil(ctx, w, ns); err != nil {
				t.Fatal(err)
			}
			b := backend(t, w.Kubeconfig)
			said := failing(ctx, b, fixes[ns], r.check)
			if !strings.Contains(said, r.check) {
				t.Errorf("the checks do not say %q:\n%s", r.check, said)
			}
			undo, err := b.Apply(ctx, fixes[ns], nil)
			if err == nil || !strings.Contains(err.Error(), r.want) {
				t.Fatalf("got %v, want %q", err, r.want)
			}
			if undo != nil {
				if _, err := b.Apply(ctx, *undo, nil); err != nil {
					t.Errorf("taking back what was done: %v", err)
				}
			}
			if left, err := ours(ctx, w, ns, fixes[ns]); err != nil || left {
				t.Errorf("the secret is left over: %v %v", left, err)
			}
		})
	}
	t.Run("right", func(t *testing.T) { missingRight(ctx, t, cluster, w, fixes["refused-right"]) })
	t.Run("undo", func(t *testing.T) { changedSince(ctx, t, w, fixes["refused-undo"]) })
	t.Run("lost", func(t *testing.T) { lostServer(ctx, t, w, fixes["refused-lost"]) })
}

func backend(t *testing.T, kubeconfig string) *cluster.Backend {
	t.Helper()
	c, err := connect.Open(connect.Options{Kubeconfig: kubeconfig})
	if err != nil {
		t.Fatal(err)
	}
	return cluster.New(c.Client, kube.Scope{}, diagnose.Source{})
}

// failing are the checks that fail. Policies and quotas take a moment to be in force.
func failing(ctx context.Context, b *cluster.Backend, f diagnose.Fix, until string) string {
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(300 * time.Millisecond) {
		var said []string
		for _, p := range b.Check(ctx, f) {
			if !p.OK {
				said = append(said, p.Text+": "+p.Why)
			}
		}
		text := strings.Join(said, "\n")
		if strings.Contains(text, until) || time.Now().After(end) {
			return text
		}
	}
}

// ours says whether the secret of a fix is there and is its.
func ours(ctx context.Context, w *trial.World, ns string, f diagnose.Fix) (bool, error) {
	list, err := w.Client.CoreV1().Secrets(ns).List(ctx, metav1.ListOptions{})
	if err != nil {
		return false, err
	}
	for _, s := range list.Items {
		if s.Name == f.Steps[0].Object.Name && s.Type == corev1.SecretTypeDockerConfigJson {
			return true, nil
		}
	}
	return false, nil
}
