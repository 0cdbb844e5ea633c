package lab

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

// CacheEnv names the folder that keeps what was built; without it the user's cache folder does.
const CacheEnv = "PULLDOCTOR_CACHE"

const module = "github.com/pulldoctor/pulldoctor/testdata/node"

// moduleDir is the folder of this module, wherever the test runs.
func moduleDir() (string, error) {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if err != nil {
		return "", fmt.Errorf("finding module %s (run inside it): %w", module, err)
	}
	return strings.TrimSpace(string(out)), nil
}

// CacheDir is the folder of everything that outlives a run.
func CacheDir() (string, error) {
	if base := os.Getenv(CacheEnv); base != "" {
		return base, nil
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("no cache folder, set %s: %w", CacheEnv, err)
	}
	return filepath.Join(user, "pulldoctor"), nil
}

// cacheDir is where a program of that module is kept. Its name changes with everything that the
// result depends on, so an old build is never taken for a new one.
func cacheDir(p Program, moduleDir string) (string, error) {
	base, err := CacheDir()
	if err != nil {
		return "", err
	}
	h := sha256.New()
	fmt.Fprintln(h, runtime.Version(), runtime.GOOS, runtime.GOARCH, p)
	for _, f := range inputs(p, moduleDir) {
		data, err := os.ReadFile(f)
		if err != nil {
			return "", err
		}
		h.Write(data)
	}
	return filepath.Join(base, p.Name+"-"+hex.EncodeToString(h.Sum(nil))[:16]), nil
}

// inputs are the files that decide about the result: the versions of a foreign program, the source
// of one of ours.
func inputs(p Program, moduleDir string) []string {
	if p.Module == "" {
		return []string{filepath.Join(moduleDir, "images", p.Name, "main.go")}
	}
	dir := filepath.Join(moduleDir, "build", p.Module)
	return []string{filepath.Join(dir, "go.mod"), filepath.Join(dir, "go.sum")}
}

// lockFile waits for the lock of that file; unlock gives it back. The system does so too when the
// process dies.
func lockFile(path string) (unlock func(), err error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		_ = f.Close()
		return nil, fmt.Errorf("locking %s: %w", path, err)
	}
	return func() { _ = f.Close() }, nil
}
