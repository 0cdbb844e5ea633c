//go:build unix

package apply

import (
	"os"
	"path/filepath"
	"testing"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

// A folder that someone else could have made is neither read nor written: a forged
// manifest in it would be offered for re-creation.
func TestForgedStoreIsNotUsed(t *testing.T) {
	pod := &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "shop", Name: "web", UID: "u1"}}
	for name, spoil := range map[string]func(t *testing.T, folder string){
		"fine":            func(*testing.T, string) {},
		"writable":        func(t *testing.T, f string) { chmod(t, f, 0o777) },
		"group-writable":  func(t *testing.T, f string) { chmod(t, f, 0o770) },
		"writable parent": func(t *testing.T, f string) { chmod(t, filepath.Dir(f), 0o777) },
		"a link": func(t *testing.T, f string) {
			if err := os.Rename(f, f+"-real"); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(f+"-real", f); err != nil {
				t.Fatal(err)
			}
		},
		"another user's": func(t *testing.T, f string) {
			if err := os.Chown(f, 4242, 4242); err != nil {
				t.Skip("only root can give a folder away")
			}
		},
		"a file that is a link": func(t *testing.T, f string) {
			files, err := filepath.Glob(filepath.Join(f, "*.yaml"))
			if err != nil || len(files) != 1 {
				t.Fatal(files, err)
			}
			elsewhere := filepath.Join(filepath.Dir(f), "elsewhere")
			if err := os.Rename(files[0], elsewhere); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(elsewhere, files[0]); err != nil {
				t.Fatal(err)
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			folder := filepath.Join(t.TempDir(), "above", "pods")
			s := NewPodStore(folder, "https://cluster.example")
			if err := s.keep(pod, "u1"); err != nil {
				t.Fatal(err)
			}
			spoil(t, folder)
			found := len(s.all())
			if want := map[bool]int{true: 1}[name == "fine"]; found != want {
				t.Errorf("%d manifests are offered, want %d", found, want)
			}
			if name == "fine" || name == "a file that is a link" {
				return
			}
			if err := s.keep(pod, "u1"); err == nil {
				t.Error("a manifest is stored there")
			}
		})
	}
}

func chmod(t *testing.T, path string, mode os.FileMode) {
	t.Helper()
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}
