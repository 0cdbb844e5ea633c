package course

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"

	"github.com/pulldoctor/pulldoctor/kube/cases"
	"github.com/pulldoctor/pulldoctor/kube/cases/lesson"
	"github.com/pulldoctor/pulldoctor/kube/practice/classroom"
	"github.com/pulldoctor/pulldoctor/testdata/node/lab"
	"github.com/pulldoctor/pulldoctor/testdata/node/nodetest"
	"github.com/pulldoctor/pulldoctor/testdata/node/trial"
)

// cluster is a real node with the real kubectl.
type cluster struct {
	*trial.World
	bin string // a folder with kubectl in it
}

func start(t *testing.T) *cluster {
	t.Helper()
	registries, err := cases.LoadRegistries(os.DirFS(nodetest.CasesDir))
	if err != nil {
		t.Fatal(err)
	}
	programs, err := lab.Build(nodetest.Context(), t.Output(), "kubectl")
	if err != nil {
		t.Fatal(err)
	}
	c := &cluster{nodetest.Start(t, registries), t.TempDir()}
	if err := os.Symlink(programs["kubectl"], filepath.Join(c.bin, "kubectl")); err != nil {
		t.Fatal(err)
	}
	return c
}

// kubectl carries a line of a lesson out in a shell.
func (c *cluster) kubectl(ctx context.Context, line string) string {
	cmd := exec.CommandContext(ctx, "sh", "-c", line)
	cmd.Env = append(os.Environ(), "KUBECONFIG="+c.Kubeconfig, "PATH="+c.bin+":"+os.Getenv("PATH"))
	out, err := cmd.CombinedOutput()
	if err != nil && len(out) == 0 {
		out = []byte("error: " + err.Error())
	}
	return strings.TrimRight(string(out), "\n")
}

func (c *cluster) stage() *classroom.Stage {
	return &classroom.Stage{Kubectl: c.kubectl, Speed: 1,
		Look: func(ctx context.Context) (lesson.State, error) { return classroom.Look(ctx, c.Client) }}
}

// fresh puts the case of a lesson on the cluster as if nothing had been done to it.
func (c *cluster) fresh(ctx context.Context, l *lesson.Lesson) error {
	list, err := cases.Load(os.DirFS(nodetest.CasesDir), l.Case)
	if err != nil {
		return err
	}
	namespaces := c.Client.CoreV1().Namespaces()
	now := int64(0)
	_ = c.Client.CoreV1().Pods(l.Namespace).DeleteCollection(ctx, metav1.DeleteOptions{GracePeriodSeconds: &now}, metav1.ListOptions{})
	if err := namespaces.Delete(ctx, l.Namespace, metav1.DeleteOptions{}); err != nil && !apierrors.IsNotFound(err) {
		return err
	}
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(200 * time.Millisecond) {
		if _, err := namespaces.Get(ctx, l.Namespace, metav1.GetOptions{}); apierrors.IsNotFound(err) {
			break
		}
		if time.Now().After(end) || ctx.Err() != nil {
			return fmt.Errorf("namespace %s does not go", l.Namespace)
		}
	}
	if err := c.Prepare(ctx, list[0]); err != nil {
		return err
	}
	_, err = c.Settled(ctx, list[0].Expect)
	return err
}
