package apiserver

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/testdata/node/kubelet"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// talk starts the program line by line with these answers; what it says is in out.
func talk(ctx context.Context, program trial.Program, w *trial.World, home, namespace string, out *bytes.Buffer, answers ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, string(program), "--plain", "--kubeconfig="+w.Kubeconfig, "-n", namespace)
	cmd.Env = []string{"HOME=" + home, "XDG_STATE_HOME=" + filepath.Join(home, "state")}
	cmd.Stdin = strings.NewReader(strings.Join(answers, "\n") + "\n")
	cmd.Stdout, cmd.Stderr = out, out
	return cmd
}

// TestKilledBetweenDeleteAndCreate kills the program with signal 9 while the bare pod that it makes
// anew is being deleted: a finalizer holds it there. The report then names the pod, and the next
// program creates it.
func TestKilledBetweenDeleteAndCreate(t *testing.T) {
	kubelet.Quiet()
	ctx := nodetest.Context()
	_, registries := nodetest.Load(t)
	all, err := cases.Load(os.DirFS(nodetest.FixesDir), "owner-pod")
	if err != nil {
		t.Fatal(err)
	}
	program, err := trial.BuildProgram(ctx, filepath.Join(t.TempDir(), "pulldoctor"))
	if err != nil {
		t.Fatal(err)
	}
	_, w := nodetest.StartServer(t, all, registries)
	if err := w.PrepareAll(ctx, all); err != nil {
		t.Fatal(err)
	}
	ns, home := all[0].Expect.Namespace, t.TempDir()
	pods := w.Client.CoreV1().Pods(ns)
	finalizers := func(list string) {
		if _, err := pods.Patch(ctx, "chat", types.MergePatchType, []byte(`{"metadata":{"finalizers":`+list+`}}`), metav1.PatchOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	finalizers(`["example.com/hold"]`)

	var said bytes.Buffer
	first := talk(ctx, program, w, home, ns, &said, "1", "1", "y")
	if err := first.Start(); err != nil {
		t.Fatal(err)
	}
	until(t, "the pod is being deleted", func() bool {
		p, err := pods.Get(ctx, "chat", metav1.GetOptions{})
		return err == nil && p.DeletionTimestamp != nil
	})
	_ = first.Process.Kill()
	_ = first.Wait()
	finalizers("null")
	until(t, "the pod is gone", func() bool {
		list, err := pods.List(ctx, metav1.ListOptions{})
		return err == nil && len(list.Items) == 0
	})

	report := exec.CommandContext(ctx, string(program), "--report", "--kubeconfig="+w.Kubeconfig, "-n", ns)
	report.Env = first.Env
	out, err := report.CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Create Pod "+ns+"/chat again") || !strings.Contains(string(out), "kubectl create -f") {
		t.Errorf("the report: %v\n%s\nbefore: %s", err, out, said.String())
	}
	said.Reset()
	if err := talk(ctx, program, w, home, ns, &said, "y", "y", "", "q").Run(); err != nil {
		t.Fatalf("%v\n%s", err, said.String())
	}
	until(t, "the pod runs", func() bool {
		p, err := pods.Get(ctx, "chat", metav1.GetOptions{})
		return err == nil && p.Status.Phase == corev1.PodRunning &&
			slices.Contains(p.Spec.ImagePullSecrets, corev1.LocalObjectReference{Name: "pull"})
	})
	if left, _ := filepath.Glob(filepath.Join(home, "state", "pulldoctor", "pods", "*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
	if t.Failed() {
		t.Log(said.String())
	}
}

func until(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(time.Minute); !ok(); time.Sleep(200 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("waited in vain until %s", what)
		}
	}
}
