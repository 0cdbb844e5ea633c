package lab

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
)

// TestStartStop runs the control plane, asks it something, and looks that nothing is left.
func TestStartStop(t *testing.T) {
	c, err := Start(t.Context(), Options{Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Stop() }()
	client, err := kubernetes.NewForConfig(c.Config)
	if err != nil {
		t.Fatal(err)
	}
	version, err := client.Discovery().ServerVersion()
	if err != nil {
		t.Fatal(err)
	}
	if os.Getenv(AssetsEnv) == "" && version.GitVersion != KubernetesVersion {
		t.Errorf("the API server is %s, want %s", version.GitVersion, KubernetesVersion)
	}
	if _, err := client.CoreV1().Namespaces().Get(t.Context(), "default", metav1.GetOptions{}); err != nil {
		t.Errorf("reading a namespace: %v", err)
	}
	processes, dir := c.processes, c.dir
	if err := c.Stop(); err != nil {
		t.Fatal(err)
	}
	for _, p := range processes {
		if err := syscall.Kill(p.cmd.Process.Pid, 0); err != syscall.ESRCH {
			t.Errorf("%s is still there: %v", p.name, err)
		}
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there: %v", dir, err)
	}
}

// TestUserHasNoRights proves that RBAC is on.
func TestUserHasNoRights(t *testing.T) {
	c, err := Start(t.Context(), Options{Log: t.Output()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = c.Stop() }()
	path, err := c.UserKubeconfig("viewer")
	if err != nil {
		t.Fatal(err)
	}
	config, err := loadConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		t.Fatal(err)
	}
	_, err = client.CoreV1().Secrets("default").List(t.Context(), metav1.ListOptions{})
	if err == nil || !strings.Contains(err.Error(), "forbidden") {
		t.Errorf("a user without rights may list secrets: %v", err)
	}
}

// TestVersions compares the versions that the programs are told with those that are built.
func TestVersions(t *testing.T) {
	for file, want := range map[string]string{
		"k8s":        "k8s.io/kubernetes " + KubernetesVersion,
		"k8s-older":  "k8s.io/kubernetes " + OlderKubernetesVersion,
		"etcd":       "go.etcd.io/etcd/server/v3 " + EtcdVersion,
		"containerd": "github.com/containerd/containerd/v2 " + ContainerdVersion,

		"containerd-older": "github.com/containerd/containerd " + OlderContainerdVersion,
	} {
		data, err := os.ReadFile(filepath.Join("..", "build", file, "go.mod"))
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), want) {
			t.Errorf("build/%s/go.mod does not require %s", file, want)
		}
	}
}

func TestBuildUnknown(t *testing.T) {
	if _, err := Build(t.Context(), t.Output(), "kube-proxy"); err == nil {
		t.Error("built a program that is not in the table")
	}
}

// TestBuildAssets takes ready-made programs where the developer has some.
func TestBuildAssets(t *testing.T) {
	dir := t.TempDir()
	t.Setenv(AssetsEnv, dir)
	want := filepath.Join(dir, "etcd")
	if err := os.WriteFile(want, nil, 0o755); err != nil {
		t.Fatal(err)
	}
	got, err := Build(t.Context(), t.Output(), "etcd")
	if err != nil || got["etcd"] != want {
		t.Errorf("got %q, %v, want %q", got["etcd"], err, want)
	}
}

// TestSweep removes the folder of a dead lab and leaves that of a living one.
func TestSweep(t *testing.T) {
	tmp := t.TempDir()
	dead, living := filepath.Join(tmp, dirPattern+"dead"), filepath.Join(tmp, dirPattern+"living")
	for _, d := range []string{dead, living} {
		if err := os.Mkdir(d, 0o700); err != nil {
			t.Fatal(err)
		}
		unlock, err := lockFile(filepath.Join(d, lockName))
		if err != nil {
			t.Fatal(err)
		}
		if d == dead {
			unlock()
		} else {
			defer unlock()
		}
	}
	sweep(tmp)
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Errorf("the dead lab's folder is still there: %v", err)
	}
	if _, err := os.Stat(living); err != nil {
		t.Errorf("the living lab's folder: %v", err)
	}
}

// TestProcessStop kills a program that does not listen to a polite word.
func TestProcessStop(t *testing.T) {
	p, err := startProcess(t.TempDir(), "stubborn", "/bin/sh", nil, "-c", "trap '' TERM; while :; do sleep 1; done")
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(200 * time.Millisecond) // until the trap is set
	if err := p.stop(); err != nil {
		t.Error(err)
	}
	if err := syscall.Kill(p.cmd.Process.Pid, 0); err != syscall.ESRCH {
		t.Errorf("it is still there: %v", err)
	}
}

// TestWaitForTellsWhy shows the end of the log of a program that ends at once.
func TestWaitForTellsWhy(t *testing.T) {
	p, err := startProcess(t.TempDir(), "short", "/bin/sh", nil, "-c", "echo no such flag; exit 1")
	if err != nil {
		t.Fatal(err)
	}
	err = waitFor(t.Context(), p, func(context.Context) error { return os.ErrNotExist })
	if err == nil || !strings.Contains(err.Error(), "no such flag") {
		t.Errorf("got %v, want the program's own words", err)
	}
}
