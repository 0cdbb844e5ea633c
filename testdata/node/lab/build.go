package lab

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// AssetsEnv names a folder with ready-made kube-apiserver, etcd and kubectl, as setup-envtest
// prints it. They are then not built.
const AssetsEnv = "KUBEBUILDER_ASSETS"

// Build makes sure that the programs named exist and returns their paths. What is missing is built
// once, by one process at a time; progress goes to log. The first build of everything takes about
// ten minutes on two cores, a later call takes milliseconds.
func Build(ctx context.Context, log io.Writer, names ...string) (map[string]string, error) {
	paths := map[string]string{}
	var missing []Program
	for _, name := range names {
		p, ok := program(name)
		if !ok {
			return nil, fmt.Errorf("lab: no program %q", name)
		}
		if path, ok := asset(name); ok {
			paths[name] = path
			continue
		}
		missing = append(missing, p)
	}
	if len(missing) == 0 {
		return paths, nil
	}
	dir, err := moduleDir()
	if err != nil {
		return nil, err
	}
	for _, p := range missing {
		if paths[p.Name], err = build(ctx, log, p, dir); err != nil {
			return nil, err
		}
	}
	return paths, nil
}

// asset is a program of AssetsEnv.
func asset(name string) (string, bool) {
	dir := os.Getenv(AssetsEnv)
	if dir == "" {
		return "", false
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		return "", false
	}
	return path, true
}

// build builds one program unless it is in the cache.
func build(ctx context.Context, log io.Writer, p Program, moduleDir string) (string, error) {
	cache, err := cacheDir(p, moduleDir)
	if err != nil {
		return "", err
	}
	path := filepath.Join(cache, p.file())
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return "", err
	}
	unlock, err := lockFile(filepath.Join(cache, "lock"))
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(path); err == nil {
		return path, nil // another process built it meanwhile
	}
	_, _ = fmt.Fprintf(log, "building %s (once)\n", p.Name)
	start := time.Now()
	dir := moduleDir
	if p.Module != "" {
		dir = filepath.Join(moduleDir, "build", p.Module)
	}
	if err := goBuild(ctx, p, dir, path+".tmp"); err != nil {
		return "", err
	}
	if err := os.Rename(path+".tmp", path); err != nil {
		return "", err
	}
	_, _ = fmt.Fprintf(log, "built %s in %v\n", p.Name, time.Since(start).Round(time.Second))
	return path, nil
}

// goBuild runs the go command in the component's own module, without cgo.
func goBuild(ctx context.Context, p Program, dir, out string) error {
	cmd := exec.CommandContext(ctx, "go", "build", "-p", "2", "-buildvcs=false",
		"-tags", p.Tags, "-ldflags", "-s -w "+p.LDFlags, "-o", out, p.Package)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOFLAGS=-mod=readonly", "GOWORK=off")
	if text, err := cmd.CombinedOutput(); err != nil {
		_ = os.Remove(out)
		return fmt.Errorf("building %s in %s: %w\n%s", p.Name, dir, err, text)
	}
	return nil
}
