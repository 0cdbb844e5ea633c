package isolate

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

func TestRemoveTree(t *testing.T) {
	root := filepath.Join(t.TempDir(), "group")
	if err := os.MkdirAll(filepath.Join(root, "kubepods", "pod1"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := removeTree(root); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(root); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("still there: %v", err)
	}
	if err := removeTree(root); err != nil {
		t.Errorf("removing what is gone: %v", err)
	}
}

// TestSweep removes what a dead process left and nothing else.
func TestSweep(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"pulldoctor-1", "pulldoctor-999999999", "kubepods"} {
		if err := os.MkdirAll(filepath.Join(root, name, "below"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	sweep(root)
	for name, want := range map[string]bool{"pulldoctor-1": true, "pulldoctor-999999999": false, "kubepods": true} {
		if _, err := os.Stat(filepath.Join(root, name)); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", name, err, want)
		}
	}
}

// TestInheritCPUs fills in an empty cpuset and leaves one that was set.
func TestInheritCPUs(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "group")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for file, text := range map[string]string{
		filepath.Join(root, "cpuset.cpus"): "0-3\n", filepath.Join(root, "cpuset.mems"): "0\n",
		filepath.Join(dir, "cpuset.cpus"): "\n", filepath.Join(dir, "cpuset.mems"): "1\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := inheritCPUs(root, dir); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"cpuset.cpus": "0-3\n", "cpuset.mems": "1\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
}

// TestEnterOutside must not touch the machine.
func TestEnterOutside(t *testing.T) {
	if Inside() {
		t.Skip("this is the inside")
	}
	if err := Enter(); err == nil {
		t.Fatal("entered without namespaces of its own")
	}
}
